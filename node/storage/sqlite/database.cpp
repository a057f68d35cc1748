#include "node/storage/sqlite/database.hpp"

#include "node/storage/sqlite/migrations.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr int kReaders = 6;

}  // namespace

base::Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file) {
  std::unique_ptr<Database> database(new Database);
  TRY(database->writer_, Connection::open(file, Access::Write));
  TRY_VOID(migrate(*database->writer_));
  for (int i = 0; i < kReaders; ++i) {
    TRY(auto reader, Connection::open(file, Access::Read));
    database->readers_.push_back(std::move(reader));
  }
  return database;
}

Database::Reader::Reader(const Database& database) : database_(database) {
  std::unique_lock lock(database.readers_mutex_);
  database.reader_free_.wait(lock, [&database] { return !database.readers_.empty(); });
  connection_ = std::move(database.readers_.back());
  database.readers_.pop_back();
}

Database::Reader::~Reader() {
  {
    const std::lock_guard lock(database_.readers_mutex_);
    database_.readers_.push_back(std::move(connection_));
  }
  database_.reader_free_.notify_one();
}

void Database::on_events(std::function<void()> listener) {
  const std::lock_guard lock(listener_mutex_);
  listener_ = std::move(listener);
}

void Database::tell_listener() {
  const std::lock_guard lock(listener_mutex_);
  if (listener_) listener_();
}

}  // namespace pratique::storage::sqlite
