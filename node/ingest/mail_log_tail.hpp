// Follows the mail log in a thread of its own: reads what Postfix appends, in order, exactly once, through rotation by rename or by
// copy-and-truncate, and through restarts. How far it has read is stored in the transaction that stores what the lines said.
// Errors never end it: they are logged and it goes on.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/ingest/log_file.hpp"
#include "node/ingest/mail_log_facts.hpp"
#include "node/storage/storage.hpp"

namespace pratique::ingest {

struct MailLogTailOptions {
  std::filesystem::path file;
  // A file that was rotated away is left only when it has not been written to for so long: its writer may still have it open.
  std::chrono::milliseconds quiet = std::chrono::seconds(2);
  std::chrono::milliseconds look_every{500};
};

class MailLogTail {
 public:
  MailLogTail(MailLogTailOptions options, MailLogRules rules, storage::Storage& storage, const base::Clock& clock, base::Logger& log);
  ~MailLogTail();  // stops
  MailLogTail(const MailLogTail&) = delete;
  MailLogTail& operator=(const MailLogTail&) = delete;

  void start();
  void stop();
  // Reads all that is there now. What the thread does; whoever calls it does not start().
  [[nodiscard]] base::Result<void> catch_up();

  [[nodiscard]] std::int64_t lines_read() const { return lines_; }  // any thread
  // When all that was there was last found read, on the monotonic clock; any thread.
  [[nodiscard]] base::MonoTime caught_up_at() const { return base::MonoTime(caught_up_ms_); }

 private:
  void follow();
  [[nodiscard]] std::optional<LogFile> file_to_read(std::optional<LogFile> current);
  [[nodiscard]] base::Result<void> read_to_end(const LogFile& file, bool is_rotated);
  [[nodiscard]] base::Result<void> store(const LogFile& file, std::string_view lines);

  MailLogTailOptions options_;
  MailLogRules rules_;
  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  std::optional<storage::LogPlace> place_;
  bool knows_place_ = false;
  std::atomic<std::int64_t> lines_ = 0;
  std::atomic<std::int64_t> caught_up_ms_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace pratique::ingest
