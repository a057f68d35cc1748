// A destination mail server for tests: SMTP or LMTP on 127.0.0.1, scripted answers, everything it was sent kept.
// One thread, one connection after another. Made and asked from the test's thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pratique::test {

enum class FakeProtocol : std::uint8_t { Smtp, Lmtp };

struct ReceivedMail {
  std::string hello;      // "EHLO node.example"
  std::string mail_from;  // the whole command line
  std::string rcpt_to;
  std::string bytes;      // dot-stuffing undone; with the last CR LF
  bool by_chunk = false;  // came by BDAT
};

class FakeMailServer {
 public:
  explicit FakeMailServer(FakeProtocol protocol, std::uint16_t port = 0);  // 0: any free one
  ~FakeMailServer();
  FakeMailServer(const FakeMailServer&) = delete;
  FakeMailServer& operator=(const FakeMailServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::vector<ReceivedMail> mails() const;
  [[nodiscard]] int connections() const { return connections_; }

  enum class Step : std::uint8_t { Greeting, MailFrom, RcptTo, Data, EndOfData };
  // The next time `step` comes, this is said instead of the usual; an empty text drops the connection there (at EndOfData:
  // after having taken the message, the worst moment).
  void answer_once(Step step, std::string reply);
  void wait_before_end_of_data(std::chrono::milliseconds pause) { pause_ms_ = pause.count(); }
  void offer(std::vector<std::string> extensions);  // instead of 8BITMIME, SMTPUTF8 and SIZE

 private:
  struct Scripted {
    Step step;
    std::string reply;
  };
  void loop();
  void converse(int socket);
  [[nodiscard]] std::string reply_for(Step step, const std::string& usual);

  FakeProtocol protocol_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::atomic<std::int64_t> pause_ms_ = 0;
  mutable std::mutex mutex_;
  std::deque<Scripted> scripted_;
  std::vector<std::string> extensions_{"8BITMIME", "SMTPUTF8", "SIZE 10485760"};
  std::vector<ReceivedMail> mails_;
  std::thread thread_;
};

}  // namespace pratique::test
