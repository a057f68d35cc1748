// One SQLite connection and its statements. Used by one thread at a time (the pool sees to it); nothing here throws.
// Errors: Unavailable (disk full, database busy, unreadable file), Conflict (a constraint), Internal. `detail` has SQLite's words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace pratique::storage::sqlite {

struct Bytes {  // bound as BLOB
  std::string value;
  bool operator==(const Bytes&) const = default;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;  // monostate = NULL
using Values = std::vector<Value>;

[[nodiscard]] inline Value value_of(base::WallTime time) {
  return static_cast<std::int64_t>(time.time_since_epoch().count());
}
[[nodiscard]] inline Value value_of(const std::optional<base::WallTime>& time) {
  return time ? value_of(*time) : Value{};
}
[[nodiscard]] inline Value value_of(bool flag) {
  return std::int64_t{flag ? 1 : 0};
}
[[nodiscard]] inline Value value_of(std::string_view text) {
  return std::string(text);
}

class Connection;

// A running query. Gives its compiled form back to the connection when it dies.
class Rows {
 public:
  Rows(Connection& connection, sqlite3_stmt* statement) : connection_(&connection), statement_(statement) {}
  Rows(Rows&& other) noexcept : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  [[nodiscard]] base::Result<bool> next();  // false: no more rows
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
  [[nodiscard]] base::WallTime time(int column) const { return base::WallTime(std::chrono::milliseconds(integer(column))); }
  [[nodiscard]] std::optional<base::WallTime> optional_time(int column) const {
    return is_null(column) ? std::nullopt : std::optional(time(column));
  }

 private:
  Connection* connection_;
  sqlite3_stmt* statement_;
};

enum class Access : std::uint8_t { Write, Read };

class Connection {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, Access access);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] base::Result<Rows> query(std::string_view sql, const Values& values = {});
  [[nodiscard]] base::Result<void> run(std::string_view sql, const Values& values = {});
  [[nodiscard]] base::Result<void> script(const std::string& sql);  // several statements, no values
  [[nodiscard]] base::Result<std::int64_t> integer(std::string_view sql,
                                                   const Values& values = {});  // first column of the first row; NotFound when none
  [[nodiscard]] std::int64_t changed_rows() const;
  [[nodiscard]] std::int64_t last_id() const;
  [[nodiscard]] base::Error error_of(int code) const;

 private:
  friend class Rows;
  struct Cached {
    std::string sql;
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
  };
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  [[nodiscard]] base::Result<sqlite3_stmt*> prepare(std::string_view sql);
  void give_back(sqlite3_stmt* statement);

  sqlite3* handle_;
  std::list<Cached> cache_;  // most recently used first
};

}  // namespace pratique::storage::sqlite
