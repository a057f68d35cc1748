// The filter's reports, as they come by LMTP to an address of their own. What is no report, or does not come from inside, is
// taken, logged and dropped: refusing it would make Postfix send a bounce about a report. Any thread; blocks for disk.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/result.hpp"
#include "node/ingest/envelope.hpp"
#include "node/ingest/networks.hpp"
#include "node/storage/storage.hpp"

namespace pratique::ingest {

struct EventRules {
  std::string address;            // that reports are sent to; empty: none are taken
  std::string reports_domain{};   // mail to it is a report of a person, no delivery; empty: none
  std::string quarantine_domain;  // bob=dest.example@<it> is bob@dest.example
  std::string node_name;
  Networks trusted;  // whose clients may report
};

class EventIntake {
 public:
  EventIntake(EventRules rules, storage::Storage& storage, base::Logger& log) : rules_(std::move(rules)), storage_(storage), log_(log) {}

  [[nodiscard]] bool is_for(std::string_view recipient) const;
  // Durable when it returns. Unavailable, Internal: the sender is to try again.
  [[nodiscard]] base::Result<void> take(const Xforward& client, std::string bytes);

  [[nodiscard]] std::int64_t taken() const { return taken_; }
  [[nodiscard]] std::int64_t dropped() const { return dropped_; }

 private:
  EventRules rules_;
  storage::Storage& storage_;
  base::Logger& log_;
  std::atomic<std::int64_t> taken_ = 0;
  std::atomic<std::int64_t> dropped_ = 0;
};

}  // namespace pratique::ingest
