// Teaches the filter what people reported while it was away: a look at what waits every few seconds, in a thread of its own. A crash loses
// nothing: what was not taught is found again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "client/base/log.hpp"
#include "node/reports/report_service.hpp"

namespace pratique::jobs {

class ReportLessons {
 public:
  // Both outlive it.
  ReportLessons(reports::ReportService& reports, base::Logger& log) : reports_(reports), log_(log) {}
  ~ReportLessons() { stop(); }
  ReportLessons(const ReportLessons&) = delete;
  ReportLessons& operator=(const ReportLessons&) = delete;

  void start();
  void stop();

 private:
  void loop();

  reports::ReportService& reports_;
  base::Logger& log_;
  std::mutex mutex_;
  std::condition_variable stopping_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace pratique::jobs
