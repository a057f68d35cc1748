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

  [[nodiscard]] bool sees_nothing() const { return kind != Kind::Everything && ids.empty(); }
  [[nodiscard]] std::string_view column() const { return kind == Kind::Domains ? "domain_id" : "recipient_id"; }
  // A condition on delivery, tally or outbox: "recipient_id IN (3,7)". Numbers only, so safe to write into SQL.
  [[nodiscard]] std::string predicate() const;
  // A full-text condition with the same meaning, or empty where it would be too long.
  [[nodiscard]] std::string full_text() const;
};

// Addresses and domains that never had mail resolve to nothing.
[[nodiscard]] base::Result<ScopeFilter> resolve(Connection& db, const domain::Scope& scope);

// All domains with mail, when they are at most `limit`: lets "everything" use the per-domain indexes.
[[nodiscard]] base::Result<std::optional<std::vector<std::int64_t>>> all_domains(Connection& db, std::size_t limit);

}  // namespace pratique::storage::sqlite
