// Allow and block entries. Any thread; every call is one transaction. Entries come normalised (domain::normalise).
// What a caller may see and change is domain::list_right. Errors: NotFound (absent or outside the scope; field applies_to when it is the
// recipient), Refused (visible but not the caller's to change; a full list), Conflict (the pattern applies there already).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/list_entry.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/list_decision.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

inline constexpr std::int64_t kListEntriesMax = 5'000;  // of one kind, for one mailbox or domain

struct EntryQuery {
  std::string words;  // all must occur in pattern, applies_to or note
  std::optional<std::string> cursor;
  std::optional<std::int64_t> offset;
  std::int64_t limit = 100;  // 1 to 500
};

enum class ImportMode : std::uint8_t { Add, Replace };

class ListRepository {
 public:
  virtual ~ListRepository() = default;
  [[nodiscard]] virtual base::Result<api::ListEntryPage> list(const domain::Scope& scope, api::ListKind kind,
                                                              const EntryQuery& query) const = 0;
  [[nodiscard]] virtual base::Result<api::ListEntry> find(const domain::Scope& scope, api::ListKind kind,
                                                          const api::ListEntryId& id) const = 0;
  [[nodiscard]] virtual base::Result<api::ListEntry> add(const domain::Scope& scope, api::ListKind kind, const api::NewListEntry& entry,
                                                         base::WallTime at) = 0;
  [[nodiscard]] virtual base::Result<api::ListEntry> change(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id,
                                                            const api::NewListEntry& entry) = 0;
  // Everything else about the entry stays, also who wrote it and what it may hence let in.
  [[nodiscard]] virtual base::Result<api::ListEntry> set_paused(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id,
                                                                bool is_paused) = 0;
  [[nodiscard]] virtual base::Result<void> remove(const domain::Scope& scope, api::ListKind kind, const api::ListEntryId& id) = 0;

  // What the caller may change, oldest first: what an export has and an import replaces.
  [[nodiscard]] virtual base::Result<std::vector<api::NewListEntry>> changeable(const domain::Scope& scope, api::ListKind kind) const = 0;
  // All or nothing.
  [[nodiscard]] virtual base::Result<api::ListImport> import(const domain::Scope& scope, api::ListKind kind,
                                                             std::span<const api::NewListEntry> entries, ImportMode mode,
                                                             base::WallTime at) = 0;
  // Counts, sample and the warnings that depend on what is stored (unsigned, other_list).
  [[nodiscard]] virtual base::Result<api::ListPreview> preview(const domain::Scope& scope, api::ListKind kind,
                                                               const api::NewListEntry& entry, base::WallTime at) const = 0;

  // The node's own: entries that may decide about a message from these senders (addresses, any may be empty) to this recipient.
  [[nodiscard]] virtual base::Result<std::vector<domain::ListCandidate>> candidates(std::string_view recipient,
                                                                                    std::span<const std::string_view> senders) const = 0;
  // For the maps of the mail flow: what is in force, by recipient and pattern; a number that grows with every change; when the next
  // expires.
  [[nodiscard]] virtual base::Result<std::vector<api::ListEntry>> in_force(api::ListKind kind, base::WallTime at) const = 0;
  [[nodiscard]] virtual base::Result<std::int64_t> version() const = 0;
  [[nodiscard]] virtual base::Result<std::optional<base::WallTime>> next_expiry(base::WallTime after) const = 0;
};

}  // namespace pratique::storage
