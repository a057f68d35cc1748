// Keeps the runner and the people who undo and cancel out of each other's way: an item that is being carried out is
// claimed, and whoever changes a job's state does so under the gate's lock. Also how the runner is woken. Any thread.
#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/api/ids.hpp"

namespace pratique::jobs {

class JobGate {
 public:
  [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }

  // With the lock held.
  [[nodiscard]] bool claim(const api::JobId& job, const api::MessageId& message) {
    return claimed_.emplace(job.value, message.value).second;
  }
  // What is being handed over for this job; at most as many as the runner takes at once.
  [[nodiscard]] std::vector<api::MessageId> claimed_by(const api::JobId& job) const {
    std::vector<api::MessageId> messages;
    for (auto at = claimed_.lower_bound({job.value, {}}); at != claimed_.end() && at->first == job.value; ++at)
      messages.push_back({at->second});
    return messages;
  }
  void let_go(const api::JobId& job, const api::MessageId& message) { claimed_.erase({job.value, message.value}); }

  // Set once, before threads start; called after work appeared.
  void on_work(std::function<void()> wake) { wake_ = std::move(wake); }
  void wake() const {
    if (wake_) wake_();
  }

 private:
  std::mutex mutex_;
  std::set<std::pair<std::string, std::string>> claimed_;
  std::function<void()> wake_;
};

}  // namespace pratique::jobs
