// Puts the SQLite engine together: folder, lock file, database, blobs, repositories.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "node/storage/sqlite/account_repository.hpp"
#include "node/storage/sqlite/brand_repository.hpp"
#include "node/storage/sqlite/door_repository.hpp"
#include "node/storage/sqlite/job_repository.hpp"
#include "node/storage/sqlite/list_repository.hpp"
#include "node/storage/sqlite/log_repository.hpp"
#include "node/storage/sqlite/message_repository.hpp"
#include "node/storage/sqlite/oidc_repository.hpp"
#include "node/storage/sqlite/policy_repository.hpp"
#include "node/storage/sqlite/report_repository.hpp"
#include "node/storage/sqlite/request_repository.hpp"
#include "node/storage/sqlite/retention_repository.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/search_repository.hpp"
#include "node/storage/sqlite/second_factor_repository.hpp"
#include "node/storage/sqlite/session_repository.hpp"
#include "node/storage/sqlite/sign_in_repository.hpp"
#include "node/storage/sqlite/switch_repository.hpp"
#include "node/storage/storage.hpp"

namespace pratique::storage {
namespace {

using base::ErrorCode;
using base::fail;

// Held while the process lives; the kernel lets go of it however the process ends.
class LockFile {
 public:
  LockFile() = default;
  LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  LockFile& operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~LockFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  static base::Result<LockFile> take(const std::filesystem::path& path) {
    LockFile lock;
    lock.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.descriptor_ < 0)
      return fail(ErrorCode::Unavailable, "The data folder cannot be written: " + path.parent_path().string(), {}, std::strerror(errno));
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
      std::string holder;
      std::ifstream(path) >> holder;
      return fail(ErrorCode::Conflict,
                  "Another pratique-node serves " + path.parent_path().string() + (holder.empty() ? "" : " (process " + holder + ")"));
    }
    const std::string process = std::to_string(::getpid()) + "\n";
    if (::ftruncate(lock.descriptor_, 0) != 0 || ::pwrite(lock.descriptor_, process.data(), process.size(), 0) < 0) {
      return fail(ErrorCode::Unavailable, "The data folder cannot be written: " + path.parent_path().string(), {}, std::strerror(errno));
    }
    return lock;
  }

 private:
  int descriptor_ = -1;
};

// Counts that triggers keep, and the rows that they are counts of.
struct Kept {
  std::string rows;
  std::string counts;
  std::string what;
};

std::vector<Kept> kept_counts() {
  const std::string half_hour = "(received_at - (received_at % 1800000 + 1800000) % 1800000) / 1800000";
  const auto by_time = [&half_hour](const std::string& whose, const std::string& table) {
    return Kept{"SELECT " + whose + ", " + half_hour + ", status, class, count(*) FROM delivery GROUP BY 1, 2, 3, 4",
                "SELECT " + whose + ", half_hour, status, class, n FROM " + table + " WHERE n <> 0",
                "counts of " + table + " differ from the messages"};
  };
  return {{"SELECT recipient_id, domain_id, status, class, count(*) FROM delivery GROUP BY 1, 2, 3, 4",
           "SELECT recipient_id, domain_id, status, class, n FROM tally WHERE n <> 0", "kept counts differ from the messages"},
          by_time("recipient_id", "recipient_time"),
          by_time("domain_id", "domain_time"),
          {"SELECT job_id, state, count(*) FROM job_item GROUP BY 1, 2", "SELECT job_id, state, n FROM job_tally WHERE n <> 0",
           "counts of jobs differ from their items"}};
}

base::Result<std::int64_t> count_unlike(sqlite::Connection& db, const Kept& kept) {
  return db.integer("SELECT (SELECT count(*) FROM (" + kept.rows + " EXCEPT " + kept.counts + ")) + (SELECT count(*) FROM (" + kept.counts +
                    " EXCEPT " + kept.rows + "))");
}

class SqliteStorage final : public Storage {
 public:
  SqliteStorage(LockFile lock, std::unique_ptr<sqlite::Database> database, BlobStore blobs)
      : lock_(std::move(lock)),
        database_(std::move(database)),
        blobs_(std::move(blobs)),
        messages_(*database_),
        accounts_(*database_),
        jobs_(*database_),
        lists_(*database_),
        policies_(*database_),
        requests_(*database_),
        reports_(*database_),
        searches_(*database_),
        sign_ins_(*database_),
        doors_(*database_),
        sessions_(*database_),
        second_factors_(*database_),
        oidc_(*database_),
        log_(*database_),
        retention_(*database_, blobs_),
        switches_(*database_),
        brands_(*database_) {}

  MessageRepository& messages() override { return messages_; }
  AccountRepository& accounts() override { return accounts_; }
  JobRepository& jobs() override { return jobs_; }
  ListRepository& lists() override { return lists_; }
  PolicyRepository& policies() override { return policies_; }
  RequestRepository& requests() override { return requests_; }
  ReportRepository& reports() override { return reports_; }
  SearchRepository& searches() override { return searches_; }
  SignInRepository& sign_ins() override { return sign_ins_; }
  DoorRepository& doors() override { return doors_; }
  SessionRepository& sessions() override { return sessions_; }
  SecondFactorRepository& second_factors() override { return second_factors_; }
  OidcRepository& oidc() override { return oidc_; }
  LogRepository& log() override { return log_; }
  RetentionRepository& retention() override { return retention_; }
  SwitchRepository& switches() override { return switches_; }
  BrandRepository& brands() override { return brands_; }
  BlobStore& blobs() override { return blobs_; }
  void on_events(std::function<void()> listener) override { database_->on_events(std::move(listener)); }

  base::Result<void> ping() const override {
    return database_->read([](sqlite::Connection& db) -> base::Result<void> {
      return db.integer("SELECT count(*) FROM domain").transform([](std::int64_t) {});
    });
  }

  base::Result<StoreFigures> figures() const override {
    return database_->read([](sqlite::Connection& db) -> base::Result<StoreFigures> {
      StoreFigures figures;
      TRY(sqlite::Rows rows, db.query("SELECT status, sum(n) FROM tally GROUP BY status"));
      for (;;) {
        TRY(const bool more, rows.next());
        if (!more) break;
        figures.by_status[sqlite::enum_of<api::Status>(rows.integer(0))] = rows.integer(1);
      }
      TRY(figures.rows_ever, db.integer("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'delivery'), 0)"));
      TRY(sqlite::Rows items,
          db.query("SELECT count(*), coalesce(sum(i.state = 1), 0), coalesce(sum(j.action IN (7, 8) OR (j.action = 6 AND"
                   " i.reply = 'waiting')), 0) FROM job_item i JOIN job j ON j.id = i.job_id WHERE i.due_at IS NOT NULL"));
      static_assert(static_cast<int>(api::Action::ReleaseTrain) == 6 && static_cast<int>(api::Action::TrainNotSpam) == 8);
      TRY_VOID(items.next().transform([](bool) {}));
      figures.items_waiting = items.integer(0);
      figures.items_retrying = items.integer(1);
      TRY(const std::int64_t of_reports, db.integer("SELECT count(*) FROM report WHERE next_try_at IS NOT NULL"));
      figures.lessons_waiting = items.integer(2) + of_reports;
      TRY(sqlite::Rows event, db.query("SELECT max(at) FROM filter_event"));
      TRY_VOID(event.next().transform([](bool) {}));
      figures.last_event_at = event.optional_time(0);
      return figures;
    });
  }

  base::Result<std::vector<std::string>> check_integrity() override {
    std::vector<std::string> findings;
    TRY_VOID(database_->read([&findings](sqlite::Connection& db) -> base::Result<void> {
      TRY(sqlite::Rows rows, db.query("PRAGMA integrity_check(100)"));
      for (;;) {
        TRY(const bool more, rows.next());
        if (!more) break;
        if (const std::string line = rows.text(0); line != "ok") findings.push_back("database: " + line);
      }
      TRY(sqlite::Rows broken, db.query("PRAGMA foreign_key_check"));
      for (;;) {
        TRY(const bool more, broken.next());
        if (!more) break;
        findings.push_back("database: a row of " + broken.text(0) + " points to a missing row of " + broken.text(2));
      }
      for (const Kept& kept : kept_counts()) {
        TRY(const std::int64_t unlike, count_unlike(db, kept));
        if (unlike > 0) findings.push_back("database: " + std::to_string(unlike) + " " + kept.what);
      }
      TRY(const std::int64_t unindexed, db.integer("SELECT count(*) FROM delivery WHERE id NOT IN (SELECT id FROM message_fts_docsize)"));
      if (unindexed > 0) findings.push_back("search: " + std::to_string(unindexed) + " messages are missing in the full-text index");
      return {};
    }));
    auto full_text = database_->write(
        [](sqlite::Writing& writing) { return writing.db.run("INSERT INTO message_fts(message_fts) VALUES ('integrity-check')"); });
    if (!full_text) findings.push_back("search: the full-text index is damaged: " + full_text.error().detail);
    return findings;
  }

 private:
  LockFile lock_;
  std::unique_ptr<sqlite::Database> database_;
  BlobStore blobs_;
  sqlite::SqliteMessageRepository messages_;
  sqlite::SqliteAccountRepository accounts_;
  sqlite::SqliteJobRepository jobs_;
  sqlite::SqliteListRepository lists_;
  sqlite::SqlitePolicyRepository policies_;
  sqlite::SqliteRequestRepository requests_;
  sqlite::SqliteReportRepository reports_;
  sqlite::SqliteSearchRepository searches_;
  sqlite::SqliteSignInRepository sign_ins_;
  sqlite::SqliteDoorRepository doors_;
  sqlite::SqliteSessionRepository sessions_;
  sqlite::SqliteSecondFactorRepository second_factors_;
  sqlite::SqliteOidcRepository oidc_;
  sqlite::SqliteLogRepository log_;
  sqlite::SqliteRetentionRepository retention_;
  sqlite::SqliteSwitchRepository switches_;
  sqlite::SqliteBrandRepository brands_;
};

}  // namespace

base::Result<std::unique_ptr<Storage>> open_sqlite_storage(const std::filesystem::path& data_dir, OpenFor purpose) {
  std::error_code error;
  std::filesystem::create_directories(data_dir, error);
  if (error) return fail(ErrorCode::Unavailable, "The data folder cannot be made: " + data_dir.string() + ": " + error.message());
  // Mail is private: nobody but the node's own user reads it.
  std::filesystem::permissions(data_dir, std::filesystem::perms::owner_all, error);
  LockFile lock;
  if (purpose == OpenFor::Serving) {
    TRY(lock, LockFile::take(data_dir / "lock"));
  }
  TRY(BlobStore blobs, BlobStore::open(data_dir / "blobs", purpose == OpenFor::Serving ? Leftovers::Clear : Leftovers::Keep));
  TRY(auto database, sqlite::Database::open(data_dir / "pratique.db"));
  return std::make_unique<SqliteStorage>(std::move(lock), std::move(database), std::move(blobs));
}

}  // namespace pratique::storage
