#include "node/ingest/intake.hpp"

#include <unistd.h>

#include <chrono>
#include <map>

#include "client/base/text.hpp"
#include "node/ingest/list_enforcement.hpp"
#include "node/mime/analysis.hpp"
#include "node/mime/received_time.hpp"

namespace pratique::ingest {
namespace {

constexpr std::size_t kHashInIdent = 16;  // hex digits
constexpr std::int64_t kFamiliarDomains = 200;

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

// Queue ids come back after a while unless Postfix is told otherwise; with the bytes' hash a reused id can never swallow mail.
std::string ident_of(const std::string& queue_id, const std::string& hash) {
  return queue_id + ":" + hash.substr(0, kHashInIdent);
}

storage::NewDelivery delivery_of(const mime::Analysis& analysis, const Envelope& envelope, const domain::Address& recipient) {
  storage::NewDelivery delivery;
  delivery.summary = analysis.summary;
  delivery.why = analysis.why;
  delivery.search_text = analysis.search_text;
  delivery.signature = analysis.signature;
  delivery.sender_organisation = analysis.sender_organisation;
  delivery.worth_a_look_if_known = analysis.worth_a_look_if_known;
  delivery.has_html = analysis.has_html;
  delivery.has_text = analysis.has_text;
  delivery.remote_images = analysis.remote_images;
  delivery.odd_links = analysis.odd_links;
  api::MessageSummary& summary = delivery.summary;
  summary.recipient = recipient.text();
  summary.envelope_from = envelope.sender;
  summary.sender_ip = envelope.client.address;
  summary.sender_host = envelope.client.name;
  summary.helo = envelope.client.helo;
  summary.status = api::Status::Quarantined;
  return delivery;
}

}  // namespace

Intake::Intake(storage::Storage& storage, const base::Clock& clock, base::Logger& log)
    : storage_(storage), clock_(clock), log_(log), node_name_(host_name()) {}

base::Result<void> Intake::takes(const domain::Address& recipient) const {
  TRY(const storage::Domain found, storage_.accounts().find_domain(recipient.domain));
  return {};
}

base::Result<std::vector<storage::Inserted>> Intake::store(const Envelope& envelope, std::string bytes) {
  const auto started = clock_.mono_now();
  const auto now = clock_.wall_now();
  const std::size_t size = bytes.size();
  TRY(const std::string hash, storage_.blobs().put(bytes));
  const mime::Message message = mime::Message::parse(std::move(bytes));
  // The verdict is read once per limit: recipients of one domain share it.
  struct ForDomain {
    mime::Analysis analysis;
    base::WallTime oldest;  // kept: an earlier time of receipt is not believed
  };
  std::map<std::string, ForDomain> by_domain;
  std::vector<storage::NewDelivery> deliveries;
  for (const domain::Address& recipient : envelope.recipients) {
    auto known = by_domain.find(recipient.domain);
    if (known == by_domain.end()) {
      TRY(const storage::Domain domain, storage_.accounts().find_domain(recipient.domain));
      // Look-alikes are told from the recipient's own domain and from those it had mail released of.
      std::vector<std::string> familiar{recipient.domain};
      TRY(const auto released, storage_.messages().known_senders(recipient.domain, kFamiliarDomains));
      familiar.insert(familiar.end(), released.begin(), released.end());
      ForDomain read{mime::analyse(message, {envelope.sender, envelope.client.address, domain.threshold, familiar}),
                     now - std::chrono::days(domain.retention_days)};
      known = by_domain.emplace(recipient.domain, std::move(read)).first;
    }
    const auto& [analysis, oldest] = known->second;
    storage::NewDelivery delivery = delivery_of(analysis, envelope, recipient);
    const std::string& queue_id = envelope.client.ident.empty() ? analysis.queue_id : envelope.client.ident;
    delivery.ident = ident_of(queue_id, hash);
    delivery.blob_sha256 = hash;
    delivery.summary.queue_id = queue_id;
    delivery.summary.node = node_name_;
    delivery.summary.received_at = mime::received_time(message.bytes(), envelope.client.ident, oldest, now).value_or(now);
    delivery.summary.status_at = delivery.summary.received_at;
    TRY_VOID(enforce_lists(storage_, recipient, now, delivery));
    deliveries.push_back(std::move(delivery));
  }
  TRY(auto inserted, storage_.messages().insert(deliveries));
  bool any_released = false;
  for (std::size_t i = 0; i < inserted.size(); ++i) {
    if (inserted[i].outcome == storage::InsertOutcome::Stored && deliveries[i].by_list) {
      const bool let_in = deliveries[i].by_list->effect == storage::ListEffect::LetIn;
      any_released = any_released || let_in;
      log_.info(let_in ? "sender_allowed" : "sender_blocked",
                {{"id", inserted[i].id.value}, {"entry", deliveries[i].by_list->entry_id.value}, {"rule", deliveries[i].by_list->words}});
    }
    log_.info(inserted[i].outcome == storage::InsertOutcome::Stored ? "message_stored" : "message_known",
              {{"id", inserted[i].id.value},
               {"queue_id", deliveries[i].summary.queue_id},
               {"recipient", deliveries[i].summary.recipient},
               {"size_bytes", static_cast<std::int64_t>(size)},
               {"class", api::to_wire(deliveries[i].summary.message_class)},
               {"duration_ms", std::int64_t{(clock_.mono_now() - started).count()}}});
  }
  if (any_released && on_release_) on_release_();
  return inserted;
}

}  // namespace pratique::ingest
