#include "node/ingest/event_intake.hpp"

#include <map>
#include <vector>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/ingest/filter_event.hpp"
#include "node/mime/message.hpp"

namespace pratique::ingest {
namespace {

// The first part that has a content: reports are one JSON text, whatever its type says.
std::string body_of(const mime::Message& message) {
  for (const api::Part& part : message.parts().parts) {
    if (auto content = message.part(part.number)) return std::move(content->bytes);
  }
  return {};
}

}  // namespace

bool EventIntake::is_for(std::string_view recipient) const {
  return !rules_.address.empty() && base::equals_ignoring_ascii_case(recipient, rules_.address);
}

base::Result<void> EventIntake::take(const Xforward& client, std::string bytes) {
  // Whoever reaches the port itself is trusted (configuration.md); what Postfix passes on must come from inside.
  const bool passed_on = !client.ident.empty() || !client.address.empty();
  if (passed_on && !rules_.trusted.contains(client.address)) {
    ++dropped_;
    log_.warning("event_not_trusted", {{"queue_id", client.ident}, {"client_ip", client.address}});
    return {};
  }
  const auto event = parse_filter_event(body_of(mime::Message::parse(std::move(bytes))));
  if (!event) {
    ++dropped_;
    log_.warning("event_not_read", {{"queue_id", client.ident}, {"error", event.error().message}, {"field", event.error().field}});
    return {};
  }
  std::map<std::string, std::optional<double>> limits;
  std::vector<storage::LogFact> facts;
  for (const std::string& recipient : event->recipients) {
    if (domain::is_in_domain(recipient, rules_.reports_domain)) continue;
    EventContext context{.quarantine_domain = rules_.quarantine_domain, .node_name = rules_.node_name, .limit = std::nullopt};
    const auto address = domain::parse_address(recipient);
    const std::string domain = address ? domain::recipient_of(*address, rules_.quarantine_domain).domain : std::string();
    auto known = limits.find(domain);
    if (known == limits.end()) {
      auto found = storage_.accounts().find_domain(domain);
      if (!found && found.error().code != base::ErrorCode::NotFound) return std::unexpected(std::move(found).error());
      known = limits.emplace(domain, found ? std::optional(found->threshold) : std::nullopt).first;
    }
    context.limit = known->second;
    facts.push_back(fact_of(*event, recipient, context));
  }
  TRY(const bool is_new, storage_.log().take_event({key_of(*event), event->at, event->queue_id, event->body_sha256}, facts));
  if (is_new) ++taken_;
  log_.info(is_new ? "event_stored" : "event_known", {{"queue_id", event->queue_id}, {"action", event->action}});
  return {};
}

}  // namespace pratique::ingest
