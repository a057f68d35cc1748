// The filter's controller for tests: HTTP on 127.0.0.1, scripted statuses, everything it was asked kept. One thread, one connection
// after another. Made and asked from the test's thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pratique::test {

struct ControllerCall {
  std::string path;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class FakeController {
 public:
  FakeController();
  ~FakeController();
  FakeController(const FakeController&) = delete;
  FakeController& operator=(const FakeController&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  void answer_next(int status);  // instead of 200; 0: the connection is dropped
  [[nodiscard]] std::vector<ControllerCall> calls() const;
  void forget();

 private:
  void loop();
  void converse(int socket);

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_stopping_ = false;
  mutable std::mutex mutex_;
  std::deque<int> statuses_;
  std::vector<ControllerCall> calls_;
  std::thread thread_;
};

}  // namespace pratique::test
