// Mails sign-in links, behind the back of whoever asked: the answer to the request is the same, and as fast, whether or not there is such
// an account. Two threads of its own; what waits is bounded. A link that could not be delivered is lost, and the reader asks again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/result.hpp"
#include "node/auth/authenticator.hpp"
#include "node/auth/throttle.hpp"
#include "node/storage/storage.hpp"

namespace pratique::letters {

struct LinkMailerOptions {
  std::string public_url;  // of the portal, "https://mail.example.org"; empty: no links
  std::string helo_name = "localhost";
  std::chrono::seconds timeout{20};  // of one conversation with a destination server
};

struct WantedLink {
  std::string login;
  std::string language;  // where the account has none
  std::string client_ip;
};

class LinkMailer {
 public:
  // All outlive it.
  LinkMailer(LinkMailerOptions options, auth::Authenticator& authenticator, storage::Storage& storage, const base::Clock& clock,
             base::Logger& log);
  ~LinkMailer() { stop(); }
  LinkMailer(const LinkMailer&) = delete;
  LinkMailer& operator=(const LinkMailer&) = delete;

  void start();
  void stop();  // what waits is dropped
  // Returns at once. Refused: links are not set up. Throttled, whoever the name is of. Unavailable: too many wait.
  [[nodiscard]] base::Result<void> ask(WantedLink wanted);

 private:
  void loop();
  [[nodiscard]] std::string address_of(const api::NewBrand& brand) const;
  [[nodiscard]] base::Result<void> send(const WantedLink& wanted);

  LinkMailerOptions options_;
  auth::Authenticator& authenticator_;
  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  auth::Throttle by_login_;
  auth::Throttle by_address_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<WantedLink> waiting_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pratique::letters
