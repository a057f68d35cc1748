// Carries out jobs: one thread changes rows by sets and finds what is due, a few hand mail to destination servers. Everything it needs to
// go on after a crash is in storage before it acts; start() simply resumes. stop() lets deliveries under way end.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/jobs/delivery_steps.hpp"
#include "node/jobs/job_gate.hpp"
#include "node/storage/storage.hpp"

namespace pratique::jobs {

class JobRunner {
 public:
  JobRunner(RunnerOptions options, storage::Storage& storage, JobGate& gate, const base::Clock& clock, base::Logger& log);
  ~JobRunner();  // stops
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void start();
  void stop();
  void wake();

 private:
  void dispatch_loop();
  void deliver_loop();
  enum class Progress : std::uint8_t { GoesOn, Ended };
  [[nodiscard]] base::Result<std::int64_t> work_by_sets();
  [[nodiscard]] base::Result<std::int64_t> work_batch(const api::JobId& id);
  [[nodiscard]] base::Result<std::int64_t> take_due();
  [[nodiscard]] base::Result<bool> claim(const storage::DueItem& item);
  void carry_out(const storage::DueItem& item);
  [[nodiscard]] base::Result<void> finish_item(const storage::DueItem& item);
  [[nodiscard]] base::Result<void> tell_progress(const api::JobId& id, Progress progress);

  RunnerOptions options_;
  storage::Storage& storage_;
  JobGate& gate_;
  const base::Clock& clock_;
  base::Logger& log_;

  std::mutex mutex_;
  std::condition_variable work_;
  bool is_stopping_ = false;
  bool is_woken_ = false;
  std::deque<storage::DueItem> to_deliver_;
  std::map<std::string, base::MonoTime> reported_;       // last progress event of a job
  std::set<std::pair<std::string, std::string>> ended_;  // since due() was asked last, which may still name them; under the gate's lock
  std::vector<std::thread> threads_;
};

}  // namespace pratique::jobs
