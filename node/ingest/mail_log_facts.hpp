// What a line of the mail log means for the delivery log. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "node/ingest/mail_log_line.hpp"
#include "node/ingest/networks.hpp"
#include "node/storage/log_repository.hpp"

namespace pratique::ingest {

struct MailLogRules {
  std::string quarantine_domain;  // bob=dest.example@<it> is bob@dest.example
  std::string events_address;     // the filter's own reports are no mail
  std::string reports_domain{};   // nor are people's
  std::string node_name;          // shown with each message
  Networks trusted;               // whose clients are inside
};

// `ident` names the line, for refusals that have no queue id. Nothing for lines that say nothing about mail.
[[nodiscard]] std::optional<storage::LogEntry> entry_of(const MailLogLine& line, const MailLogRules& rules, const std::string& ident);

}  // namespace pratique::ingest
