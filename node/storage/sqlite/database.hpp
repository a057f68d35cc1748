// The database file: one writer behind a mutex, a few readers beside it (WAL lets them run while it writes).
// write() and read() run a function inside one transaction: committed when it gives a value, rolled back when it gives an error.
// Any thread; a function must not call write() again.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

struct Writing {
  Connection& db;
  bool wrote_events = false;  // the listener runs after the commit
};

class Database {
 public:
  // Opens, makes where absent, and brings the schema up to date.
  [[nodiscard]] static base::Result<std::unique_ptr<Database>> open(const std::filesystem::path& file);

  template <class Function>
  auto write(Function&& function) -> std::invoke_result_t<Function, Writing&> {
    std::unique_lock lock(write_mutex_);
    Writing writing{*writer_};
    TRY_VOID(writer_->run("BEGIN IMMEDIATE"));
    auto result = function(writing);
    auto ended = writer_->run(result ? "COMMIT" : "ROLLBACK");
    if (result && !ended) {
      (void)writer_->run("ROLLBACK");
      return std::unexpected(std::move(ended).error());
    }
    lock.unlock();
    if (result && writing.wrote_events) tell_listener();
    return result;
  }

  template <class Function>
  auto read(Function&& function) const -> std::invoke_result_t<Function, Connection&> {
    const Reader reader(*this);
    TRY_VOID(reader.connection().run("BEGIN"));
    auto result = function(reader.connection());
    (void)reader.connection().run("COMMIT");  // nothing was written: ending the snapshot cannot lose anything
    return result;
  }

  void on_events(std::function<void()> listener);

 private:
  class Reader {
   public:
    explicit Reader(const Database& database);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    [[nodiscard]] Connection& connection() const { return *connection_; }

   private:
    const Database& database_;
    std::unique_ptr<Connection> connection_;
  };
  Database() = default;
  void tell_listener();

  std::mutex write_mutex_;
  std::unique_ptr<Connection> writer_;
  mutable std::mutex readers_mutex_;
  mutable std::condition_variable reader_free_;
  mutable std::vector<std::unique_ptr<Connection>> readers_;
  std::mutex listener_mutex_;
  std::function<void()> listener_;
};

}  // namespace pratique::storage::sqlite
