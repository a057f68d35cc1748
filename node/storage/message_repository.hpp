// Deliveries: one row per message and recipient. Any thread; every call is one transaction.
// Errors: NotFound (absent or outside the scope), Unavailable (disk full, database busy), Internal.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/histogram.hpp"
#include "client/api/list_request.hpp"
#include "client/api/message.hpp"
#include "client/api/query.hpp"
#include "client/api/selection.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

enum class ListEffect : std::uint8_t {
  LetIn,   // released at once by a job of the node's own; the row says ReleasePending
  PutOut,  // the row says Removed
};
struct ListOutcome {  // of an allow or block entry, on arrival
  api::ListEntryId entry_id;
  ListEffect effect = ListEffect::LetIn;
  std::string words;  // for the trail
  base::WallTime at{};
};

struct NewDelivery {
  api::MessageSummary summary;  // id is ignored
  api::Why why;
  std::string ident;                   // idempotency with the recipient: the queue id, or unique text where there is none.
                                       // A row that the delivery log made for the same queue id becomes this message's
  std::string blob_sha256;             // hex; the blob is durable before insert is called
  std::string search_text;             // attachment names and body words, for full-text search
  std::string signature;               // domain/near_copy.hpp; empty: the wave is summary.wave.id
  std::string sender_organisation;     // organisational domain of header From, or of the envelope's sender; waves never cross it
  bool worth_a_look_if_known = false;  // near the limit and harmless: worth a look once this mailbox released mail of its domain
  bool has_html = false;
  bool has_text = false;
  std::int64_t remote_images = 0;
  std::int64_t odd_links = 0;
  std::optional<ListOutcome> by_list;  // absent: no entry decided
};

enum class InsertOutcome : std::uint8_t { Stored, AlreadyThere };
struct Inserted {
  InsertOutcome outcome = InsertOutcome::Stored;
  api::MessageId id;
};

struct StoredDelivery {  // what acting on a message or opening its source needs
  api::MessageSummary summary;
  std::string blob_sha256;  // empty: only the log knows of it
};

struct ListQuery {
  api::query::Node where;  // All of nothing = everything in scope
  api::Sort sort;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> offset;
  std::int64_t limit = 100;
};

class MessageRepository {
 public:
  virtual ~MessageRepository() = default;
  // Durable (fsync) when it returns. All deliveries of one LMTP transaction go in together, answers in the same order.
  [[nodiscard]] virtual base::Result<std::vector<Inserted>> insert(std::span<const NewDelivery> deliveries) = 0;
  [[nodiscard]] virtual base::Result<api::MessagePage> list(const domain::Scope& scope, const ListQuery& query) const = 0;
  // Newest first, those that come after `beyond` in that order; for walks over everything, which no list would page through.
  struct Place {
    base::WallTime received_at{};
    api::MessageId id;
  };
  [[nodiscard]] virtual base::Result<std::vector<api::MessageSummary>> walk(const domain::Scope& scope, const api::query::Node& where,
                                                                            const std::optional<Place>& beyond,
                                                                            std::int64_t limit) const = 0;
  [[nodiscard]] virtual base::Result<std::int64_t> count(const domain::Scope& scope, const api::query::Node& where) const = 0;
  // Exact counts per bucket of the reader's zone and status; the newest 1,000 buckets, oldest first.
  [[nodiscard]] virtual base::Result<api::Histogram> histogram(const domain::Scope& scope, const api::query::Node& where,
                                                               api::Bucket bucket, int zone_offset_minutes) const = 0;
  [[nodiscard]] virtual base::Result<api::MessageDetail> detail(const domain::Scope& scope, const api::MessageId& id) const = 0;
  [[nodiscard]] virtual base::Result<StoredDelivery> find(const domain::Scope& scope, const api::MessageId& id) const = 0;
  // Ids that match, oldest first, at most `limit`.
  [[nodiscard]] virtual base::Result<std::vector<api::MessageId>> ids(const domain::Scope& scope, const api::query::Node& where,
                                                                      std::int64_t limit) const = 0;

  // What all that match, less `except`, hold together. `releasable`: those that are held and that the caller may release himself.
  [[nodiscard]] virtual base::Result<api::SelectionSummary> selection(const domain::Scope& scope, const api::query::Node& where,
                                                                      std::span<const api::MessageId> except) const = 0;

  // Compare-and-set on the status, with an entry in the trail; false when the status is not `from` (acted on elsewhere).
  struct StatusChange {
    api::MessageId id;
    api::Status from;
    api::Status to;
    base::WallTime at;
    std::string trail_kind;
    std::string trail_detail;
    std::optional<api::Delivery> delivery;
    std::string smtp_reply;  // kept when empty
  };
  [[nodiscard]] virtual base::Result<bool> change_status(const domain::Scope& scope, const StatusChange& change) = 0;
  [[nodiscard]] virtual base::Result<void> add_trail(const domain::Scope& scope, const api::MessageId& id,
                                                     const api::TrailEvent& event) = 0;
  [[nodiscard]] virtual base::Result<void> set_seen(const domain::Scope& scope, std::span<const api::MessageId> ids, bool seen) = 0;

  // Domains of header From of which mail to this domain was released, the most often released first. At ingest, hence no scope.
  [[nodiscard]] virtual base::Result<std::vector<std::string>> known_senders(std::string_view recipient_domain,
                                                                             std::int64_t limit) const = 0;

  // For `check`: every blob any row points to, in batches by rising hash.
  [[nodiscard]] virtual base::Result<std::vector<std::string>> blob_hashes(std::string_view after, std::int64_t limit) const = 0;
};

}  // namespace pratique::storage
