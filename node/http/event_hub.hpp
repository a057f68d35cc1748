// Keeps event streams open: one thread, one epoll, any number of sockets. Each stream has a bounded buffer and ends (the
// client resumes by Last-Event-ID) when it reads too slowly, when its session ends, or after 50 minutes.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/unique_function.hpp"
#include "node/handlers/exchange.hpp"
#include "node/storage/storage.hpp"

namespace pratique::http {

class EventHub {
 public:
  EventHub(storage::Storage& storage, const base::Clock& clock, base::Logger& log);
  ~EventHub();  // stops
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  void start();
  void stop();  // closes every stream

  struct Opening {
    int socket = -1;   // non-blocking; the hub's from now on
    std::string head;  // HTTP status line and header fields
    handlers::EventSubscription subscription;
    base::UniqueFunction<void()> closed;  // runs once, on the hub's thread or the caller's
  };
  void open(Opening opening);
  void wake();  // events were committed; any thread, returns at once
  [[nodiscard]] std::size_t streams() const { return streams_; }

 private:
  struct Stream;
  using Streams = std::map<int, std::unique_ptr<Stream>>;

  void loop();
  void adopt_new();
  void collect_events();
  void tend(base::MonoTime now);
  [[nodiscard]] bool flush(Stream& stream);  // false: the stream is over
  void close(Streams::iterator at);

  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  int epoll_ = -1;
  int wake_fd_ = -1;
  std::thread thread_;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<bool> has_events_ = false;
  std::atomic<std::size_t> streams_ = 0;
  std::mutex mutex_;
  std::vector<Opening> new_;
  Streams open_;  // by socket; the hub's thread only
};

}  // namespace pratique::http
