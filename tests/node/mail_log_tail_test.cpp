#include "node/ingest/mail_log_tail.hpp"

#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <fstream>

#include "tests/node/delivery_log_fixture.hpp"

namespace pratique::test {
namespace {

struct TailFixture : DeliveryLogFixture {
  TailFixture() { begin(); }
  void begin() {
    tail = std::make_unique<ingest::MailLogTail>(ingest::MailLogTailOptions{.file = log_path, .quiet = std::chrono::milliseconds(0)}, rules,
                                                 *storage, clock, log);
  }
  // The node stops and starts again.
  void restart() {
    tail.reset();
    reopen();
    begin();
  }
  void write(const std::string& text) { std::ofstream(log_path, std::ios::app | std::ios::binary) << text; }
  void refuse(int number) { write(line(number) + "\n"); }
  static std::string line(int number) {
    const std::string name = "n" + std::to_string(number);
    return "Nov 22 09:00:01 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 550 5.1.1 <" + name +
           "@dest.test>: User unknown; from=<x@y.test> to=<" + name + "@dest.test> proto=ESMTP helo=<y>";
  }
  std::size_t read() {
    const auto done = tail->catch_up();
    if (!done) FAIL(done.error().message << " " << done.error().detail);
    return rows().size();
  }
  void rename(const std::string& ending) { std::filesystem::rename(log_path, log_path.string() + ending); }

  std::filesystem::path log_path = folder.path() / "mail.log";
  std::unique_ptr<ingest::MailLogTail> tail;
};

}  // namespace

TEST_CASE_METHOD(TailFixture, "Every line is read once, also after a restart", "[mail_log]") {
  CHECK(read() == 0);  // no file yet
  refuse(1);
  CHECK(read() == 1);
  refuse(2);
  CHECK(read() == 2);
  CHECK(read() == 2);
  restart();
  CHECK(read() == 2);
  refuse(3);
  restart();
  refuse(4);
  CHECK(read() == 4);
  CHECK(tail->lines_read() == 2);
}

TEST_CASE_METHOD(TailFixture, "Half a line waits for its other half", "[mail_log]") {
  const std::string whole = line(1);
  write(whole.substr(0, 60));
  CHECK(read() == 0);
  restart();
  CHECK(read() == 0);
  write(whole.substr(60));
  CHECK(read() == 0);
  write("\n");
  CHECK(read() == 1);
}

TEST_CASE_METHOD(TailFixture, "A file that is renamed is read to its end, then the next one", "[mail_log]") {
  refuse(1);
  CHECK(read() == 1);
  refuse(2);
  const bool restarted = GENERATE(false, true);
  rename(".1");
  CHECK(read() == 2);                                                         // before there is a new one
  std::ofstream(log_path.string() + ".1", std::ios::app) << line(3) << "\n";  // its writer had it still open
  refuse(4);
  if (restarted) restart();
  CHECK(read() == 4);
  refuse(5);
  CHECK(read() == 5);
  is_sound();
}

TEST_CASE_METHOD(TailFixture, "Several rotations while the node is down lose nothing", "[mail_log]") {
  refuse(1);
  CHECK(read() == 1);
  refuse(2);
  tail.reset();
  rename(".2");
  std::this_thread::sleep_for(std::chrono::milliseconds(15));
  refuse(3);
  rename(".1");
  std::this_thread::sleep_for(std::chrono::milliseconds(15));
  refuse(4);
  restart();
  CHECK(read() == 4);
}

TEST_CASE_METHOD(TailFixture, "Copy and truncate loses nothing, whatever the new text's length", "[mail_log]") {
  refuse(1);
  CHECK(read() == 1);
  refuse(2);
  std::filesystem::copy_file(log_path, log_path.string() + ".1");
  std::filesystem::resize_file(log_path, 0);
  const int more = GENERATE(0, 1, 6);
  for (int i = 0; i < more; ++i) refuse(10 + i);
  if (more == 6) restart();
  CHECK(read() == static_cast<std::size_t>(2 + more));
}

TEST_CASE_METHOD(TailFixture, "Garbage and endless lines are passed over", "[mail_log]") {
  refuse(1);
  write(std::string("\0\xff\x80 not a line\n", 15));
  write(std::string(100'000, 'x'));
  CHECK(read() == 1);
  write("\n");
  refuse(2);
  CHECK(read() == 2);
}

TEST_CASE_METHOD(TailFixture, "A thread follows the log until it is told to stop", "[mail_log]") {
  tail->start();
  refuse(1);
  for (int i = 0; i < 200 && rows().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  CHECK(rows().size() == 1);
  tail->stop();
}

}  // namespace pratique::test
