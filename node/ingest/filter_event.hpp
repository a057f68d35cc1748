// The filter's report about one message it has looked at: Rspamd sends it as mail, the body is one JSON object
// (docs/operator/mail-flow.md). Parsing is total: what is not such a report is BadInput. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/message.hpp"
#include "client/base/result.hpp"
#include "node/mime/verdict.hpp"
#include "node/storage/log_repository.hpp"

namespace pratique::ingest {

inline constexpr std::size_t kEventBytes = 1u << 20;
inline constexpr std::size_t kEventRecipients = 1000;

struct FilterEvent {
  base::WallTime at{};
  std::string queue_id;
  std::string message_id;  // without angle brackets
  std::string sender;      // empty = null reverse-path
  std::vector<std::string> recipients;
  std::string client_ip;
  std::string client_host;
  std::string helo;
  std::string user;  // that submitted it, or empty
  std::string subject;
  api::Mailbox header_from;
  std::string action;
  std::string set_by;  // module that decided before the checks, or empty
  std::string smtp_message;
  std::int64_t size_bytes = 0;
  std::string body_sha256;  // domain/body_hash.hpp, or empty
  mime::FilterVerdict verdict;
};

[[nodiscard]] base::Result<FilterEvent> parse_filter_event(std::string_view json);

// The same event always has the same key.
[[nodiscard]] std::string key_of(const FilterEvent& event);

struct EventContext {
  std::string quarantine_domain;
  std::string node_name;
  std::optional<double> limit;  // of the recipient's domain
};
// What it says about one of its recipients.
[[nodiscard]] storage::LogFact fact_of(const FilterEvent& event, const std::string& recipient, const EventContext& context);

}  // namespace pratique::ingest
