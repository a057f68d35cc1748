// GET /v1/selection?q=&except=id,id: what "all that match" holds, for the pane that asks before acting on it.
// Plain values shared by client and node; total; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/api/message.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

struct SelectionSender {
  Mailbox sender;  // header From; the name of its newest message
  std::int64_t count = 0;
  bool operator==(const SelectionSender&) const = default;
};

inline constexpr std::size_t kSelectionSenders = 20;

struct SelectionSummary {
  std::int64_t total = 0;
  std::map<MessageClass, std::int64_t> by_class;  // only those above 0
  std::vector<SelectionSender> senders;           // the most frequent, at most kSelectionSenders
  std::int64_t senders_total = 0;
  // How far over the limit: under 1 point, 1 to 5, 5 to 10, 10 and more; those without a score are in none.
  std::array<std::int64_t, 4> over_limit{};
  std::int64_t releasable = 0;  // the caller may release these himself
  std::int64_t size_bytes = 0;
  bool operator==(const SelectionSummary&) const = default;
};

[[nodiscard]] std::string to_selection_url(std::string_view query, std::span<const MessageId> except);
[[nodiscard]] std::string encode(const SelectionSummary& selection);
[[nodiscard]] base::Result<SelectionSummary> decode_selection(std::string_view json);

}  // namespace pratique::api
