// Where the reader is. Every view, search and open message has a URL; the parser is total (unknown = quarantine).
//   /quarantine?q=…&sort=-score          the list
//   /quarantine/{id}/{tab}?q=…           with a message open
//   /lists?q=…, /lists/block?q=…         allow and block
//   /requests?q=open                     releases asked for; q = one state
//   /log?q=…, /log/{id}?q=…             what became of every message; with one open
//   /report, /report/history             spam is reported; the reader's own reports
//   /settings, /health
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/api/ids.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/list_request.hpp"

namespace pratique::store {

enum class Place : std::uint8_t { Quarantine, Log, Report, Lists, Settings, Requests, Health };
enum class MessageTab : std::uint8_t { Message, Why, Headers, Source, Parts };

struct Route {
  Place place = Place::Quarantine;
  std::string query;  // as the reader typed it, without the implied status:quarantined
  api::Sort sort;
  std::optional<api::MessageId> open;
  MessageTab tab = MessageTab::Message;
  api::ListKind list = api::ListKind::Allow;  // with Place::Lists
  bool own_reports = false;                   // with Place::Report: the history
  bool operator==(const Route&) const = default;
};

// The places whose content is a list of messages.
[[nodiscard]] constexpr bool lists_messages(Place place) {
  return place == Place::Quarantine || place == Place::Log;
}
[[nodiscard]] std::string to_url(const Route& route);
[[nodiscard]] Route parse_url(std::string_view url);

}  // namespace pratique::store
