#include "node/ingest/mail_log_tail.hpp"

#include <vector>

#include "node/domain/digest.hpp"
#include "node/ingest/mail_log_line.hpp"

namespace pratique::ingest {
namespace {

// Of one transaction: about a hundred lines, so that arriving mail never waits for long.
constexpr std::size_t kBatchBytes = 16u << 10;
constexpr auto kBetweenBatches = std::chrono::milliseconds(1);
constexpr std::size_t kHashInIdent = 12;
static_assert(kBatchBytes >= kMailLogLineBytes);

std::chrono::nanoseconds file_clock_now() {
  return std::chrono::system_clock::now().time_since_epoch();
}

}  // namespace

MailLogTail::MailLogTail(MailLogTailOptions options, MailLogRules rules, storage::Storage& storage, const base::Clock& clock,
                         base::Logger& log)
    : options_(std::move(options)), rules_(std::move(rules)), storage_(storage), clock_(clock), log_(log) {}

MailLogTail::~MailLogTail() {
  stop();
}

void MailLogTail::start() {
  thread_ = std::thread([this] { follow(); });
}

void MailLogTail::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void MailLogTail::follow() {
  for (;;) {
    if (const auto done = catch_up(); !done)
      log_.error("mail_log_not_read", {{"message", done.error().message}, {"detail", done.error().detail}});
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, options_.look_every, [this] { return is_stopping_; })) return;
  }
}

// The file in which the next unread line is: the current one, or one that was rotated away meanwhile. Sets place_ to its beginning when
// nothing of it was read.
std::optional<LogFile> MailLogTail::file_to_read(std::optional<LogFile> current) {
  if (!place_) return current;
  // By inode first: a new file may well begin with the same line as an old one.
  if (current && current->inode() == place_->inode && current->holds(*place_)) return current;
  std::vector<LogFile> rotated = rotated_files(options_.file);
  for (const bool by_inode : {true, false}) {
    for (std::size_t i = 0; i < rotated.size(); ++i) {
      const bool fits = rotated[i].holds(*place_) && (by_inode ? rotated[i].inode() == place_->inode : place_->offset > 0);
      if (!fits) continue;
      const bool is_read = rotated[i].size() <= place_->offset;
      const bool is_quiet = file_clock_now() - rotated[i].written_at() >= options_.quiet;
      if (!is_read || !is_quiet) return std::move(rotated[i]);
      // The one that was begun after it: rotated files come newest first. Until there is one, its writer may still have this one open.
      std::optional<LogFile> next = i == 0 ? std::move(current) : std::optional(std::move(rotated[i - 1]));
      if (next) place_.reset();
      return next;
    }
  }
  if (!current) return std::nullopt;  // between rename and the next line
  log_.warning("mail_log_gap", {{"file", options_.file.string()}, {"read_to", place_->offset}});
  place_.reset();
  return current;
}

base::Result<void> MailLogTail::catch_up() {
  if (!knows_place_) {
    TRY(place_, storage_.log().place());
    knows_place_ = true;
  }
  for (;;) {
    std::optional<LogFile> current = LogFile::open(options_.file);
    const std::int64_t current_inode = current ? current->inode() : 0;
    const auto file = file_to_read(std::move(current));
    if (!file) return {};
    const bool is_rotated = file->inode() != current_inode;
    const std::optional<storage::LogPlace> before = place_;
    TRY_VOID(read_to_end(*file, is_rotated));
    {
      const std::lock_guard lock(mutex_);
      if (is_stopping_) return {};
    }
    // Of a rotated file once more: what follows it, or what its writer added.
    if (!is_rotated || place_ == before) break;
  }
  caught_up_ms_ = clock_.mono_now().count();
  return {};
}

base::Result<void> MailLogTail::read_to_end(const LogFile& file, bool is_rotated) {
  if (!place_ || !file.holds(*place_)) place_ = storage::LogPlace{.inode = file.inode(), .offset = 0, .head = file.head(0)};
  place_->inode = file.inode();
  for (;;) {
    const std::string bytes = file.read(place_->offset, kBatchBytes);
    if (bytes.empty()) return {};
    std::size_t length = bytes.rfind('\n') + 1;  // 0 when there is none
    if (length == 0) {
      // The writer is in the middle of a line; or it never ends, then it is dropped piece by piece.
      const bool is_whole = is_rotated && place_->offset + static_cast<std::int64_t>(bytes.size()) >= file.size() &&
                            file_clock_now() - file.written_at() >= options_.quiet;
      if (bytes.size() < kBatchBytes && !is_whole) return {};
      length = bytes.size();
    }
    TRY_VOID(store(file, std::string_view(bytes).substr(0, length)));
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, kBetweenBatches, [this] { return is_stopping_; })) return {};
  }
}

base::Result<void> MailLogTail::store(const LogFile& file, std::string_view lines) {
  std::vector<storage::LogEntry> entries;
  storage::LogPlace after = *place_;
  const base::WallTime now = clock_.wall_now();
  std::int64_t count = 0;
  while (!lines.empty()) {
    const auto newline = lines.find('\n');
    const std::string_view line = lines.substr(0, newline);
    const std::size_t step = newline == std::string_view::npos ? lines.size() : newline + 1;
    const std::string ident =
        "line:" + std::to_string(after.inode) + ":" + std::to_string(after.offset) + ":" + domain::sha256_hex(line).substr(0, kHashInIdent);
    if (auto entry = entry_of(parse_mail_log_line(line, now), rules_, ident)) entries.push_back(*std::move(entry));
    lines.remove_prefix(step);
    after.offset += static_cast<std::int64_t>(step);
    ++count;
  }
  after.head = file.head(after.offset);
  auto stored = storage_.log().take_lines(entries, after);
  if (!stored && stored.error().code != base::ErrorCode::Unavailable) {
    // One line that cannot be stored must not stop all that come after it.
    for (const storage::LogEntry& entry : entries) {
      const auto alone = storage_.log().take_lines(std::span(&entry, 1), *place_);
      if (!alone) log_.error("mail_log_line_dropped", {{"message", alone.error().message}, {"detail", alone.error().detail}});
    }
    stored = storage_.log().take_lines({}, after);
  }
  TRY_VOID(stored);
  place_ = after;
  lines_ += count;
  return {};
}

}  // namespace pratique::ingest
