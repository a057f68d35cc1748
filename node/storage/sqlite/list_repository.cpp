#include "node/storage/sqlite/list_repository.hpp"

#include <algorithm>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/domain/sender_list.hpp"
#include "node/domain/text_key.hpp"
#include "node/storage/sqlite/list_rows.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kSearchWords = 8;
constexpr std::size_t kWordCodePoints = 100;
constexpr std::int64_t kPageMax = 500;

void add_words(EntryFilter& filter, std::string_view text) {
  for (std::size_t count = 0; count < kSearchWords; ++count) {
    text = base::trim(text);
    if (text.empty()) return;
    const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n"));
    text.remove_prefix(word.size());
    filter.sql += " AND (instr(search_key, ?) > 0 OR instr(pattern_key, ?) > 0)";
    filter.values.emplace_back(domain::sort_key(word, kWordCodePoints));
    // Patterns are kept in A-labels: "bücher.example" finds xn--bcher-kva.example.
    filter.values.emplace_back(domain::normalise_domain(word).value_or(domain::address_key(word)));
  }
}

EntryFilter asked_for(const domain::Scope& scope, api::ListKind kind, std::string_view words) {
  EntryFilter filter = entries_seen_by(scope);
  filter.sql += " AND kind = ?";
  filter.values.push_back(code_of(kind));
  add_words(filter, words);
  return filter;
}

void mark_changeable(const domain::Scope& scope, api::ListEntry& entry) {
  entry.may_change = domain::list_right(scope, entry.entry.applies_to) == domain::ListRight::Change;
}

base::Result<api::ListEntry> visible_entry(Connection& db, const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id) {
  EntryFilter filter = entries_seen_by(scope);
  filter.sql += " AND kind = ? AND id = ?";
  filter.values.push_back(code_of(kind));
  filter.values.emplace_back(row_of(id));
  TRY(auto found, load_entries(db, filter.sql, filter.values));
  if (found.empty()) return fail(ErrorCode::NotFound, "This entry is not there");
  mark_changeable(scope, found.front().entry);
  return std::move(found.front().entry);
}

base::Result<api::ListEntry> own_entry(Connection& db, const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id) {
  TRY(api::ListEntry entry, visible_entry(db, scope, kind, id));
  if (!entry.may_change) return fail(ErrorCode::Refused, "Entries for the whole domain are changed by its administrators");
  return entry;
}

}  // namespace

base::Result<api::ListEntryPage> SqliteListRepository::list(const domain::Scope& scope, api::ListKind kind, const EntryQuery& query) const {
  if (query.offset && *query.offset < 0) return fail(ErrorCode::BadInput, "The offset must not be negative", "offset");
  const std::int64_t limit = std::clamp<std::int64_t>(query.limit, 1, kPageMax);
  const std::int64_t after = query.cursor ? row_of(api::ListEntryId{*query.cursor}) : 0;
  if (query.cursor && after == 0) return fail(ErrorCode::BadInput, "This page mark is damaged; start from the first page", "cursor");
  return database_.read([&](Connection& db) -> base::Result<api::ListEntryPage> {
    EntryFilter filter = asked_for(scope, kind, query.words);
    api::ListEntryPage page;
    TRY(page.total, db.integer("SELECT count(*) FROM list_entry WHERE " + filter.sql, filter.values));
    page.offset = std::min(query.offset.value_or(0), page.total);
    if (query.cursor) {
      filter.sql += " AND id < ?";
      filter.values.emplace_back(after);
      TRY(const std::int64_t left, db.integer("SELECT count(*) FROM list_entry WHERE " + filter.sql, filter.values));
      page.offset = page.total - left;
    }
    filter.values.emplace_back(limit);
    filter.values.emplace_back(query.cursor ? std::int64_t{0} : page.offset);
    TRY(auto found, load_entries(db, filter.sql + " ORDER BY id DESC LIMIT ? OFFSET ?", filter.values));
    for (auto& candidate : found) {
      mark_changeable(scope, candidate.entry);
      page.items.push_back(std::move(candidate.entry));
    }
    const bool goes_on = page.offset + static_cast<std::int64_t>(page.items.size()) < page.total;
    if (goes_on && !page.items.empty()) page.next = page.items.back().id.value;
    return page;
  });
}

base::Result<api::ListEntry> SqliteListRepository::find(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id) const {
  return database_.read([&](Connection& db) { return visible_entry(db, scope, kind, id); });
}

base::Result<api::ListEntry> SqliteListRepository::add(const domain::Scope& scope, api::ListKind kind, const api::NewListEntry& entry,
                                                       base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<api::ListEntry> {
    TRY_VOID(must_be_changeable(writing.db, scope, entry.applies_to));
    TRY_VOID(must_have_room(writing.db, kind, entry.applies_to, 1));
    TRY(const std::int64_t row, insert_entry(writing.db, scope, kind, entry, at));
    return visible_entry(writing.db, scope, kind, list_entry_id_of(row));
  });
}

base::Result<api::ListEntry> SqliteListRepository::change(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id,
                                                          const api::NewListEntry& entry) {
  return database_.write([&](Writing& writing) -> base::Result<api::ListEntry> {
    TRY(const api::ListEntry before, own_entry(writing.db, scope, kind, id));
    TRY_VOID(must_be_changeable(writing.db, scope, entry.applies_to));
    TRY_VOID(update_entry(writing.db, scope, row_of(before.id), entry));
    return visible_entry(writing.db, scope, kind, id);
  });
}

base::Result<api::ListEntry> SqliteListRepository::set_paused(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id,
                                                              bool is_paused) {
  return database_.write([&](Writing& writing) -> base::Result<api::ListEntry> {
    TRY(const api::ListEntry before, own_entry(writing.db, scope, kind, id));
    TRY_VOID(writing.db.run("UPDATE list_entry SET paused = ? WHERE id = ?", {value_of(is_paused), row_of(before.id)}));
    return visible_entry(writing.db, scope, kind, id);
  });
}

base::Result<void> SqliteListRepository::remove(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY(const api::ListEntry entry, own_entry(writing.db, scope, kind, id));
    return writing.db.run("DELETE FROM list_entry WHERE id = ?", {row_of(entry.id)});
  });
}

base::Result<std::vector<domain::ListCandidate>> SqliteListRepository::candidates(std::string_view recipient,
                                                                                  std::span<const std::string_view> senders) const {
  std::vector<std::string> keys;
  for (const std::string_view sender : senders) {
    for (std::string& key : domain::sender_keys(sender)) {
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
    }
  }
  if (keys.empty()) return std::vector<domain::ListCandidate>{};
  const std::string reach = domain::address_key(recipient);
  EntryFilter filter = one_of("applies_key", {reach, std::string(domain::domain_part(reach))});
  const EntryFilter by_sender = one_of("pattern_key", keys);
  filter.values.insert(filter.values.end(), by_sender.values.begin(), by_sender.values.end());
  return database_.read([&](Connection& db) { return load_entries(db, filter.sql + " AND " + by_sender.sql, filter.values); });
}

base::Result<std::vector<api::ListEntry>> SqliteListRepository::in_force(api::ListKind kind, base::WallTime at) const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<api::ListEntry>> {
    TRY(auto found, load_entries(db, "kind = ? AND paused = 0 AND (expires_at IS NULL OR expires_at > ?) ORDER BY applies_key, pattern_key",
                                 {code_of(kind), value_of(at)}));
    std::vector<api::ListEntry> entries;
    for (auto& candidate : found) entries.push_back(std::move(candidate.entry));
    return entries;
  });
}

base::Result<std::int64_t> SqliteListRepository::version() const {
  return database_.read([](Connection& db) { return db.integer("SELECT version FROM list_version"); });
}

base::Result<std::optional<base::WallTime>> SqliteListRepository::next_expiry(base::WallTime after) const {
  return database_.read([&](Connection& db) -> base::Result<std::optional<base::WallTime>> {
    TRY(Rows rows, db.query("SELECT min(expires_at) FROM list_entry WHERE expires_at > ?", {value_of(after)}));
    TRY_VOID(rows.next());
    return rows.optional_time(0);
  });
}

}  // namespace pratique::storage::sqlite
