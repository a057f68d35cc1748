// An IMAP server on 127.0.0.1 for tests: one mailbox password for all names, or one of the ways in which servers fail. A thread a
// connection. Made and asked from the test's thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pratique::test {

enum class ImapManner : std::uint8_t {
  Usual,
  Silent,         // takes the connection and says nothing
  SilentAtLogin,  // greets, then hangs on the password
  SilentAtLogout,
  Garbage,
  Preauth,      // claims that whoever comes is signed in
  Temporary,    // refuses every password because of its own trouble
  NoPasswords,  // offers no way to give one
};

class FakeImapServer {
 public:
  explicit FakeImapServer(ImapManner manner, std::string password = "right");
  ~FakeImapServer();
  FakeImapServer(const FakeImapServer&) = delete;
  FakeImapServer& operator=(const FakeImapServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] std::vector<std::string> seen() const;  // names and passwords as sent: "name password"

 private:
  void loop();
  void converse(int socket);
  [[nodiscard]] bool take_command(const std::string& line, const std::function<bool(const std::string&)>& say,
                                  const std::function<bool(std::string&)>& hear);
  [[nodiscard]] std::string verdict(const std::string& tag, const std::string& name, const std::string& password);

  ImapManner manner_;
  std::string password_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> seen_;
  std::list<std::thread> conversations_;
  std::thread thread_;
};

}  // namespace pratique::test
