// Allow and block: entries of the two lists, by sender address or domain, for one mailbox or a whole domain.
//   GET    /v1/lists/{allow|block}?q=&cursor=&offset=&limit=     newest first; q = words found in pattern, applies_to and note
//   POST   /v1/lists/{kind}            NewListEntry → 201 ListEntry; 409 when the same pattern already applies there
//   PUT    /v1/lists/{kind}/{id}       NewListEntry → ListEntry
//   DELETE /v1/lists/{kind}/{id}       → {} ; undone by POSTing the entry again
//   POST   /v1/lists/{kind}/preview    NewListEntry → ListPreview; changes nothing
//   GET    /v1/lists/{kind}/export     text/csv: pattern,applies_to,note,expires_at,paused
//   POST   /v1/lists/{kind}/import?mode=add|replace   the same CSV → ListImport; all or nothing
// Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/api/message.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

enum class ListKind : std::uint8_t { Allow, Block };  // wire: allow, block

struct NewListEntry {
  std::string pattern;     // sender: an address "ann@example.org", or a domain "example.org" (its subdomains too)
  std::string applies_to;  // recipients: an address of the caller's, or a domain of the caller's
  std::string note;        // at most 500 code points
  std::optional<base::WallTime> expires_at;
  bool paused = false;  // kept but without effect
  bool operator==(const NewListEntry&) const = default;
};

struct ListEntry {
  ListEntryId id;
  ListKind kind = ListKind::Allow;
  NewListEntry entry;    // flat on the wire
  std::string added_by;  // login
  base::WallTime added_at{};
  std::int64_t hits = 0;  // messages it decided
  std::optional<base::WallTime> last_hit_at;
  bool may_change = true;  // e-mail users see their domain's entries but cannot change them
  bool operator==(const ListEntry&) const = default;
};

struct ListEntryPage {
  std::vector<ListEntry> items;
  std::optional<std::string> next;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const ListEntryPage&) const = default;
};

// What an entry would change, before it is saved.
struct ListPreview {
  std::int64_t held_matching = 0;      // held messages whose sender matches, in reach of the entry
  std::int64_t held_releasable = 0;    // of those, the ones an allow entry would let in (not phishing, viruses, blocked files)
  std::vector<MessageSummary> sample;  // the newest of them, at most 5
  std::vector<std::string> warnings;   // codes of kListWarnings
  bool operator==(const ListPreview&) const = default;
};

struct ListImport {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t removed = 0;  // mode=replace: those of the caller that were not in the file
  bool operator==(const ListImport&) const = default;
};

inline constexpr std::string_view kListWarnings[] = {
    "own_domain",       // anyone may forge a sender of one's own domain
    "public_provider",  // a domain that gives addresses to anybody
    "unsigned",         // none of the matching messages was signed by the sender's domain
    "other_list",       // the other list has an entry for the same sender; block wins
};

[[nodiscard]] std::string_view to_wire(ListKind kind);
[[nodiscard]] std::optional<ListKind> parse_list_kind(std::string_view word);
[[nodiscard]] std::string encode(const NewListEntry& entry);
[[nodiscard]] std::string encode(const ListEntry& entry);
[[nodiscard]] std::string encode(const ListEntryPage& page);
[[nodiscard]] std::string encode(const ListPreview& preview);
[[nodiscard]] std::string encode(const ListImport& result);
[[nodiscard]] base::Result<NewListEntry> decode_new_list_entry(std::string_view json);
[[nodiscard]] base::Result<ListEntry> decode_list_entry(std::string_view json);
[[nodiscard]] base::Result<ListEntryPage> decode_list_entry_page(std::string_view json);
[[nodiscard]] base::Result<ListPreview> decode_list_preview(std::string_view json);
[[nodiscard]] base::Result<ListImport> decode_list_import(std::string_view json);

}  // namespace pratique::api
