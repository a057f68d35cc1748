#include "node/jobs/report_lessons.hpp"

namespace pratique::jobs {
namespace {

constexpr std::chrono::seconds kLookEvery{5};

}  // namespace

void ReportLessons::start() {
  thread_ = std::thread([this] { loop(); });
}

void ReportLessons::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopping_.notify_all();
  thread_.join();
}

void ReportLessons::loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_.wait_for(lock, kLookEvery, [this] { return is_stopping_; })) {
    lock.unlock();
    if (const auto taught = reports_.teach_due(); !taught)
      log_.error("reports_not_taught", {{"message", taught.error().message}, {"detail", taught.error().detail}});
    lock.lock();
  }
}

}  // namespace pratique::jobs
