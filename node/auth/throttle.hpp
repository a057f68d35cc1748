// Slows down guessing: each failed sign-in of a login, and of a client address, doubles the wait before the next may be
// tried. A try is charged before the password is looked at, so tries made at once cannot slip past together.
// In memory, bounded; any thread.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "client/base/clock.hpp"

namespace pratique::auth {

struct ThrottleRule {
  int free_tries = 5;
  std::int64_t longest_wait_secs = 60;
};

class Throttle {
 public:
  Throttle(ThrottleRule rule, const base::Clock& clock) : rule_(rule), clock_(clock) {}

  // 0: go on, the try is charged. Otherwise the seconds to wait; nothing is charged.
  [[nodiscard]] std::int64_t charge(std::string_view key);
  [[nodiscard]] std::int64_t wait_secs(std::string_view key);  // what charge would say, without charging
  void forgive(std::string_view key);                          // the try was right: start anew
  void give_back(std::string_view key);                        // the try was not judged after all

 private:
  struct Entry {
    int tries = 0;
    base::MonoTime last{};
    base::MonoTime blocked_until{};
  };
  void make_room(base::MonoTime now);

  ThrottleRule rule_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

// The part of an address that one customer holds: all of IPv4, the first 64 bits of IPv6.
[[nodiscard]] std::string throttle_key_of(std::string_view ip);

}  // namespace pratique::auth
