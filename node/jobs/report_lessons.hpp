// Teaches the filter what people reported while it was away: a look at what waits every few seconds, in a thread of its own. A crash loses
// nothing: what was not taught is found again.
#pragma once

#include "client/base/log.hpp"
#include "node/jobs/repeating_thread.hpp"
#include "node/reports/report_service.hpp"

namespace pratique::jobs {

class ReportLessons {
 public:
  // Both outlive it.
  ReportLessons(reports::ReportService& reports, base::Logger& log) : reports_(reports), log_(log) {}

  void start();
  void stop() { thread_.stop(); }  // so does its end

 private:
  reports::ReportService& reports_;
  base::Logger& log_;
  RepeatingThread thread_;
};

}  // namespace pratique::jobs
