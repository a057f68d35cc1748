#include "node/jobs/retention_sweep.hpp"

namespace pratique::jobs {
namespace {

constexpr std::int64_t kBatch = 100;                // messages of one transaction
constexpr auto kNotesKept = std::chrono::days(10);  // longer than any queue holds mail
constexpr auto kAfterStart = std::chrono::seconds(30);

}  // namespace

RetentionSweep::RetentionSweep(RetentionOptions options, storage::Storage& storage, const base::Clock& clock, base::Logger& log)
    : options_(options), storage_(storage), clock_(clock), log_(log) {}

void RetentionSweep::start() {
  thread_.start(kAfterStart, [this] {
    const auto swept = sweep();
    if (!swept)
      log_.error("retention_failed", {{"message", swept.error().message}, {"detail", swept.error().detail}});
    else if (swept->expired + swept->forgotten + swept->files > 0)
      log_.info("retention_done", {{"expired", swept->expired}, {"forgotten", swept->forgotten}, {"files", swept->files}});
    return options_.look_every;
  });
}

base::Result<Swept> RetentionSweep::sweep() {
  storage::RetentionRepository& retention = storage_.retention();
  const base::WallTime now = clock_.wall_now();
  Swept swept;
  for (std::int64_t count = kBatch; count == kBatch && thread_.pause(options_.between_batches); swept.expired += count) {
    TRY(count, retention.expire(now, kBatch));
  }
  for (std::int64_t count = kBatch; count == kBatch && thread_.pause(options_.between_batches); swept.forgotten += count) {
    TRY(count, retention.forget(now - std::chrono::days(options_.log_days), kBatch));
  }
  const base::WallTime rows_end = now - std::chrono::days(options_.log_days);
  for (std::int64_t count = kBatch; count == kBatch && thread_.pause(options_.between_batches);) {
    TRY(count, storage_.reports().forget(now - storage::kReportUndoable, rows_end, kBatch));
  }
  TRY_VOID(retention.forget_notes(now - kNotesKept));
  for (std::int64_t count = kBatch; count == kBatch && thread_.pause(options_.between_batches); swept.files += count) {
    TRY(count, retention.remove_files(options_.file_grace, kBatch));
  }
  return swept;
}

}  // namespace pratique::jobs
