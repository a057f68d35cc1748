#include "node/jobs/report_lessons.hpp"

namespace pratique::jobs {
namespace {

constexpr std::chrono::milliseconds kLookEvery = std::chrono::seconds(5);

}  // namespace

void ReportLessons::start() {
  thread_.start(kLookEvery, [this] {
    if (const auto taught = reports_.teach_due(); !taught)
      log_.error("reports_not_taught", {{"message", taught.error().message}, {"detail", taught.error().detail}});
    return kLookEvery;
  });
}

}  // namespace pratique::jobs
