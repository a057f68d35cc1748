// preview(): which held messages an entry is about. The full-text index finds the few that name the sender; SQL then looks exactly.
#include "node/domain/address.hpp"
#include "node/domain/sender_list.hpp"
#include "node/storage/sqlite/full_text.hpp"
#include "node/storage/sqlite/list_repository.hpp"
#include "node/storage/sqlite/list_rows.hpp"
#include "node/storage/sqlite/policy_sql.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::int64_t kSample = 5;
constexpr std::int64_t kSignaturesLookedAt = 500;

void add_sender(EntryFilter& filter, std::string_view column, const std::string& pattern_key) {
  const std::string name(column);
  if (pattern_key.find('@') != std::string::npos) {
    filter.sql += "lower(" + name + ") = ?";
    filter.values.emplace_back(pattern_key);
    return;
  }
  // The end of the address, with what stands before it: the @, or the dot of a subdomain.
  const auto width = -static_cast<std::int64_t>(pattern_key.size() + 1);
  filter.sql += "(instr(" + name + ", '@') > 0 AND lower(substr(" + name + ", ?)) IN (?, ?))";
  filter.values.insert(filter.values.end(), {Value(width), Value("@" + pattern_key), Value("." + pattern_key)});
}

// Held messages in reach of the entry from the sender it names. Blocking looks at the envelope, too (domain::decide).
EntryFilter matching(const ScopeFilter& reach, api::ListKind kind, const std::string& pattern_key) {
  EntryFilter filter{.sql = reach.predicate() + " AND status = " + std::to_string(static_cast<int>(api::Status::Quarantined)),
                     .values = {}};
  if (const std::string words = phrase(pattern_key, LastWord::Whole); !words.empty()) {
    const std::string columns = kind == api::ListKind::Block ? "{sender envelope}" : "{sender}";
    const std::string scope = reach.full_text();
    filter.sql += " AND id IN (SELECT rowid FROM message_fts WHERE message_fts MATCH ?)";
    filter.values.emplace_back((scope.empty() ? "" : scope + " AND ") + columns + " : (" + words + ")");
  }
  filter.sql += " AND (";
  add_sender(filter, "from_address", pattern_key);
  if (kind == api::ListKind::Block) {
    filter.sql += " OR ";
    add_sender(filter, "envelope_from", pattern_key);
  }
  filter.sql += ")";
  return filter;
}

domain::Scope reach_of(const std::string& applies_to) {
  domain::Scope scope;
  const bool is_mailbox = applies_to.find('@') != std::string::npos;
  scope.role = is_mailbox ? api::Role::Email : api::Role::Domain;
  (is_mailbox ? scope.addresses : scope.domains).push_back(applies_to);
  return scope;
}

base::Result<bool> is_any_signed(Connection& db, const EntryFilter& filter) {
  Values values = filter.values;
  values.emplace_back(kSignaturesLookedAt);
  return db
      .integer("SELECT EXISTS (SELECT 1 FROM (SELECT id FROM delivery WHERE " + filter.sql +
                   " ORDER BY received_at DESC, id DESC LIMIT ?) m JOIN delivery_detail d ON d.delivery_id = m.id,"
                   " json_each(d.why, '$.authentication') a WHERE json_extract(a.value, '$.method') IN ('dkim', 'dmarc')"
                   " AND json_extract(a.value, '$.result') = 'pass' AND json_extract(a.value, '$.aligned'))",
               values)
      .transform([](std::int64_t found) { return found != 0; });
}

// An entry of the other list in force for this sender (or a domain over him) where this one would be.
base::Result<bool> is_on_other_list(Connection& db, api::ListKind kind, const api::NewListEntry& entry, base::WallTime at) {
  const std::string key = domain::address_key(entry.pattern);
  const std::string reach = domain::address_key(entry.applies_to);
  // Any mailbox of a domain has the domain's parents: the first key is the made-up address itself.
  std::vector<std::string> patterns = domain::sender_keys(key.find('@') == std::string::npos ? "x@" + key : key);
  EntryFilter filter = one_of("applies_key", {reach, std::string(domain::domain_part(reach))});
  const EntryFilter by_sender = one_of("pattern_key", patterns);
  filter.values.insert(filter.values.end(), by_sender.values.begin(), by_sender.values.end());
  filter.values.push_back(code_of(kind == api::ListKind::Allow ? api::ListKind::Block : api::ListKind::Allow));
  filter.values.push_back(value_of(at));
  return db
      .integer("SELECT EXISTS (SELECT 1 FROM list_entry WHERE " + filter.sql + " AND " + by_sender.sql +
                   " AND kind = ? AND paused = 0 AND (expires_at IS NULL OR expires_at > ?))",
               filter.values)
      .transform([](std::int64_t found) { return found != 0; });
}

}  // namespace

base::Result<api::ListPreview> SqliteListRepository::preview(const domain::Scope& scope, api::ListKind kind, const api::NewListEntry& entry,
                                                             base::WallTime at) const {
  return database_.read([&](Connection& db) -> base::Result<api::ListPreview> {
    TRY_VOID(must_be_changeable(db, scope, entry.applies_to));
    TRY(const ScopeFilter reach, resolve(db, reach_of(entry.applies_to)));
    const EntryFilter filter = matching(reach, kind, domain::address_key(entry.pattern));
    api::ListPreview preview;
    const std::string held = "SELECT count(*) FROM delivery WHERE " + filter.sql;
    TRY(preview.held_matching, db.integer(held, filter.values));
    TRY(const std::string releasable, releasable_sql(db, scope.role));
    TRY(preview.held_releasable,
        db.integer(held + " AND class NOT IN (" + std::string(kClassesHeldDespiteLists) + ") AND " + releasable, filter.values));
    Values values = filter.values;
    values.emplace_back(kSample);
    std::vector<std::int64_t> newest;
    {
      TRY(Rows rows, db.query("SELECT id FROM delivery WHERE " + filter.sql + " ORDER BY received_at DESC, id DESC LIMIT ?", values));
      for (;;) {
        TRY(const bool more, rows.next());
        if (!more) break;
        newest.push_back(rows.integer(0));
      }
    }
    for (const std::int64_t row : newest) {
      TRY(api::MessageSummary summary, load_summary(db, reach, row));
      preview.sample.push_back(std::move(summary));
    }
    TRY(const bool is_signed, is_any_signed(db, filter));
    if (kind == api::ListKind::Allow && preview.held_matching > 0 && !is_signed) preview.warnings.emplace_back("unsigned");
    TRY(const bool is_listed, is_on_other_list(db, kind, entry, at));
    if (is_listed) preview.warnings.emplace_back("other_list");
    return preview;
  });
}

}  // namespace pratique::storage::sqlite
