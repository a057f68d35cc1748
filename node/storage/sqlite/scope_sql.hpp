// A caller's scope as row numbers: what every statement on deliveries is restricted by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "node/domain/scope.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

struct ScopeFilter {
  enum class Kind : std::uint8_t { Everything, Recipients, Domains };
  Kind kind = Kind::Recipients;
  std::vector<std::int64_t> ids;  // none = sees nothing, unless Everything
  bool holds_much = false;        // of all mail here: a search by words had better look at whose a match is than intersect with all of it

  [[nodiscard]] bool sees_nothing() const { return kind != Kind::Everything && ids.empty(); }
  [[nodiscard]] std::string_view column() const { return kind == Kind::Domains ? "domain_id" : "recipient_id"; }
  // A condition on delivery, tally or outbox: "recipient_id IN (3,7)". Numbers only, so safe to write into SQL.
  [[nodiscard]] std::string predicate() const;
  // The same, where rows are found otherwise and only looked at: SQLite is not to walk the scope for it.
  [[nodiscard]] std::string looked_at() const { return kind == Kind::Everything || ids.empty() ? predicate() : "+" + predicate(); }
  // A full-text condition with the same meaning, or empty where it would be too long.
  [[nodiscard]] std::string full_text() const;
};

// Sets holds_much. Reads the tallies of the scope.
[[nodiscard]] base::Result<void> weigh(Connection& db, ScopeFilter& scope);

// Addresses and domains that never had mail resolve to nothing.
[[nodiscard]] base::Result<ScopeFilter> resolve(Connection& db, const domain::Scope& scope);

// All domains with mail, when they are at most `limit`: lets "everything" use the per-domain indexes.
[[nodiscard]] base::Result<std::optional<std::vector<std::int64_t>>> all_domains(Connection& db, std::size_t limit);

}  // namespace pratique::storage::sqlite
