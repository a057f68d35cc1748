#include "node/auth/throttle.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace pratique::auth {
namespace {

constexpr std::size_t kEntriesMax = 50'000;
constexpr base::MonoTime kForgottenAfter = std::chrono::hours(1);

}  // namespace

std::int64_t Throttle::charge(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const base::MonoTime now = clock_.mono_now();
  make_room(now);
  Entry& entry = entries_[std::string(key)];
  if (now - entry.last > kForgottenAfter) entry = {};
  if (entry.blocked_until > now) return std::chrono::ceil<std::chrono::seconds>(entry.blocked_until - now).count();
  ++entry.tries;
  entry.last = now;
  if (const int over = entry.tries - rule_.free_tries; over >= 0) {
    const std::int64_t wait_secs = over >= 30 ? rule_.longest_wait_secs : std::min(rule_.longest_wait_secs, std::int64_t{1} << over);
    entry.blocked_until = now + std::chrono::seconds(wait_secs);
  }
  return 0;
}

std::int64_t Throttle::wait_secs(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(std::string(key));
  const base::MonoTime now = clock_.mono_now();
  if (found == entries_.end() || found->second.blocked_until <= now) return 0;
  return std::chrono::ceil<std::chrono::seconds>(found->second.blocked_until - now).count();
}

void Throttle::forgive(std::string_view key) {
  const std::lock_guard lock(mutex_);
  entries_.erase(std::string(key));
}

void Throttle::give_back(std::string_view key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(std::string(key)); found != entries_.end() && found->second.tries > 0) {
    --found->second.tries;
    found->second.blocked_until = {};
  }
}

// Old entries go first; if an attack filled the table, so do those with the fewest tries.
void Throttle::make_room(base::MonoTime now) {
  if (entries_.size() < kEntriesMax) return;
  std::erase_if(entries_, [&](const auto& item) { return now - item.second.last > kForgottenAfter; });
  if (entries_.size() < kEntriesMax) return;
  std::erase_if(entries_, [&](const auto& item) { return item.second.tries < rule_.free_tries; });
  if (entries_.size() >= kEntriesMax) entries_.clear();
}

std::string throttle_key_of(std::string_view ip) {
  const std::string text(ip);
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  return "v6:" + std::string(reinterpret_cast<const char*>(bytes.data()), 8);
}

}  // namespace pratique::auth
