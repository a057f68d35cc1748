#include "node/storage/sqlite/trail.hpp"

#include <algorithm>

#include "client/api/log_codes.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::int64_t kSameMs = 60'000;        // what filter and mail server say of one moment
constexpr std::int64_t kRepeatsOfOneKind = 30;  // deferrals of days; beyond, the last is written over

std::int64_t source_code(std::string_view source) {
  const auto known = std::ranges::find(api::kTrailSources, source);
  return known == api::kTrailSources.end() ? 0 : known - api::kTrailSources.begin();
}

constexpr std::int64_t kMailServer = 2;
static_assert(api::kTrailSources[0] == "node" && api::kTrailSources[1] == "filter" && api::kTrailSources[kMailServer] == "mail_server");

// What people did; what came of it says the node.
bool is_done_by_people(std::string_view kind) {
  return kind != "released" && kind != "release_deferred" && kind != "release_failed";
}

}  // namespace

base::Result<void> append_trail(Connection& db, std::int64_t delivery_row, const api::TrailEvent& event) {
  return db.run(
      "INSERT INTO trail(delivery_id, position, at, kind, actor, detail, source)"
      " SELECT ?1, coalesce(max(position), -1) + 1, ?2, ?3, ?4, ?5, ?6 FROM trail WHERE delivery_id = ?1",
      {delivery_row, value_of(event.at), event.kind, event.actor, event.detail, source_code(event.source)});
}

base::Result<void> tell_trail(Connection& db, std::int64_t delivery_row, const api::TrailEvent& event) {
  const std::int64_t source = source_code(event.source);
  std::int64_t alike = 0;
  std::int64_t last = -1;
  {
    TRY(Rows rows, db.query("SELECT position, at, detail, source FROM trail WHERE delivery_id = ? AND kind = ? ORDER BY position",
                            {delivery_row, event.kind}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      ++alike;
      last = rows.integer(0);
      if (std::abs(rows.integer(1) - event.at.time_since_epoch().count()) > kSameMs) continue;
      if (rows.integer(3) == source && rows.text(2) != event.detail) continue;
      if (rows.integer(3) == source || source != kMailServer) return {};
      // Both told it: the mail server has the words that were really said.
      return db.run("UPDATE trail SET detail = ?, source = ? WHERE delivery_id = ? AND position = ?",
                    {event.detail, source, delivery_row, last});
    }
  }
  if (alike < kRepeatsOfOneKind) return append_trail(db, delivery_row, event);
  return db.run("UPDATE trail SET at = ?, detail = ?, source = ? WHERE delivery_id = ? AND position = ?",
                {value_of(event.at), event.detail, source, delivery_row, last});
}

base::Result<std::vector<api::TrailEvent>> load_trail(Connection& db, std::int64_t delivery_row) {
  std::vector<api::TrailEvent> trail;
  // The mail log's times are whole seconds: within one, the way that mail goes decides.
  TRY(Rows rows, db.query("SELECT at, kind, actor, detail, source FROM trail WHERE delivery_id = ? ORDER BY at / 1000, CASE kind"
                          " WHEN 'connected' THEN 0 WHEN 'named' THEN 1 WHEN 'checked' THEN 2 WHEN 'accepted' THEN 3 WHEN 'received' THEN 4"
                          " WHEN 'quarantined' THEN 5 ELSE 6 END, position",
                          {delivery_row}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return trail;
    api::TrailEvent event{rows.time(0), rows.text(1), rows.text(2), rows.text(3)};
    const auto source = static_cast<std::size_t>(rows.integer(4));
    if (source < api::kTrailSources.size()) event.source = api::kTrailSources[source];
    if (source == 0 && !event.actor.empty() && is_done_by_people(event.kind)) event.source = "person";
    trail.push_back(std::move(event));
  }
}

}  // namespace pratique::storage::sqlite
