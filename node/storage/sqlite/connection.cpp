#include "node/storage/sqlite/connection.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;

constexpr std::size_t kCachedStatements = 96;
constexpr int kBusyTimeoutMs = 10'000;

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, index, number); }
    int operator()(const std::string& text) const {
      return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    int operator()(const Bytes& bytes) const {
      return sqlite3_bind_blob64(statement, index, bytes.value.data(), bytes.value.size(), SQLITE_TRANSIENT);
    }
  };
  return std::visit(Binder{statement, index}, value);
}

}  // namespace

Rows::~Rows() {
  if (statement_ != nullptr) connection_->give_back(statement_);
}

base::Result<bool> Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(connection_->error_of(code));
}

bool Rows::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
std::int64_t Rows::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}
double Rows::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Rows::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

base::Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, Access access) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (access == Access::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Connection> connection(new Connection(handle));
  if (code != SQLITE_OK) {
    base::Error error = connection->error_of(code);
    error.detail += " (" + file.string() + ")";
    return std::unexpected(std::move(error));
  }
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  // A reader opens read-write, since a WAL database needs its shared memory written, but is held to reading. No mmap: of a large store
  // it would count every page that was ever touched as this process's memory, once per reader.
  // The writer's temporary store is a file: what a statement over a thousand rows keeps to be undone may be 100 MB, and in memory
  // SQLite walks it as a list at the end of every statement.
  const std::string pragmas =
      access == Access::Write
          ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000;"
            "PRAGMA cache_size = -65536; PRAGMA temp_store = FILE;"
          : "PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;";
  TRY_VOID(connection->script(pragmas));
  return connection;
}

Connection::~Connection() {
  for (const Cached& cached : cache_) sqlite3_finalize(cached.statement);
  sqlite3_close_v2(handle_);
}

base::Error Connection::error_of(int code) const {
  base::Error error;
  const std::string words = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
  switch (code & 0xFF) {
    case SQLITE_FULL:
      error.code = ErrorCode::Unavailable;
      error.message = "The disk that holds the message store is full";
      error.field = "disk";
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      error.code = ErrorCode::Unavailable;
      error.message = "The message store is busy";
      error.retry_after_secs = 5;
      break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      error.code = ErrorCode::Unavailable;
      error.message = "The message store cannot be read or written";
      break;
    case SQLITE_CONSTRAINT:
      error.code = ErrorCode::Conflict;
      error.message = "This is there already";
      break;
    default:
      error.code = ErrorCode::Internal;
      error.message = "The message store failed";
  }
  error.detail = "sqlite " + std::to_string(code) + ": " + words;
  return error;
}

base::Result<sqlite3_stmt*> Connection::prepare(std::string_view sql) {
  const auto found = std::ranges::find_if(cache_, [sql](const Cached& cached) { return !cached.in_use && cached.sql == sql; });
  if (found != cache_.end()) {
    cache_.splice(cache_.begin(), cache_, found);
    found->in_use = true;
    return found->statement;
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected(error_of(code));
  cache_.push_front({std::string(sql), statement, true});
  if (cache_.size() > kCachedStatements) {
    const auto oldest = std::ranges::find_if(cache_.rbegin(), cache_.rend(), [](const Cached& cached) { return !cached.in_use; });
    if (oldest != cache_.rend()) {
      sqlite3_finalize(oldest->statement);
      cache_.erase(std::next(oldest).base());
    }
  }
  return statement;
}

void Connection::give_back(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  const auto found = std::ranges::find_if(cache_, [statement](const Cached& cached) { return cached.statement == statement; });
  if (found != cache_.end()) found->in_use = false;
}

base::Result<Rows> Connection::query(std::string_view sql, const Values& values) {
  TRY(sqlite3_stmt * statement, prepare(sql));
  Rows rows(*this, statement);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const int code = bind(statement, static_cast<int>(i + 1), values[i]); code != SQLITE_OK) return std::unexpected(error_of(code));
  }
  return rows;
}

base::Result<void> Connection::run(std::string_view sql, const Values& values) {
  TRY(Rows rows, query(sql, values));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return {};
  }
}

base::Result<void> Connection::script(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(error_of(code));
  return {};
}

base::Result<std::int64_t> Connection::integer(std::string_view sql, const Values& values) {
  TRY(Rows rows, query(sql, values));
  TRY(const bool found, rows.next());
  if (!found) return base::fail(ErrorCode::NotFound, "It is not there");
  return rows.integer(0);
}

std::int64_t Connection::changed_rows() const {
  return sqlite3_changes64(handle_);
}
std::int64_t Connection::last_id() const {
  return sqlite3_last_insert_rowid(handle_);
}

}  // namespace pratique::storage::sqlite
