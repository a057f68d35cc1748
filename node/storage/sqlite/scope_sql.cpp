#include "node/storage/sqlite/scope_sql.hpp"

#include <algorithm>

#include "node/domain/address.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::size_t kScopeTokens = 100;
constexpr std::int64_t kMuch = 8;  // an eighth of all

}  // namespace

std::string ScopeFilter::predicate() const {
  if (kind == Kind::Everything) return "1";
  if (ids.empty()) return "0";
  std::string out(column());
  if (ids.size() == 1) return out + " = " + std::to_string(ids.front());
  out += " IN (";
  for (std::size_t i = 0; i < ids.size(); ++i) out += (i == 0 ? "" : ",") + std::to_string(ids[i]);
  return out + ")";
}

std::string ScopeFilter::full_text() const {
  if (kind == Kind::Everything || ids.empty() || ids.size() > kScopeTokens || holds_much) return {};
  std::string out = "scope : (";
  for (std::size_t i = 0; i < ids.size(); ++i) {
    out += i == 0 ? "" : " OR ";
    out += kind == Kind::Domains ? "d" : "r";
    out += std::to_string(ids[i]);
  }
  return out + ")";
}

base::Result<ScopeFilter> resolve(Connection& db, const domain::Scope& scope) {
  ScopeFilter filter;
  if (scope.sees_everything()) {
    filter.kind = ScopeFilter::Kind::Everything;
    return filter;
  }
  const bool by_address = scope.role == api::Role::Email;
  filter.kind = by_address ? ScopeFilter::Kind::Recipients : ScopeFilter::Kind::Domains;
  const std::string_view sql =
      by_address ? "SELECT id FROM recipient WHERE address_key = ?" : "SELECT id FROM recipient_domain WHERE name = ?";
  for (const std::string& name : by_address ? scope.addresses : scope.domains) {
    if (name.empty()) continue;  // the domain of mail that nobody here owns
    auto id = db.integer(sql, {domain::address_key(name)});
    if (id) filter.ids.push_back(*id);
    if (!id && id.error().code != base::ErrorCode::NotFound) return std::unexpected(std::move(id).error());
  }
  std::ranges::sort(filter.ids);
  filter.ids.erase(std::ranges::unique(filter.ids).begin(), filter.ids.end());
  return filter;
}

base::Result<void> weigh(Connection& db, ScopeFilter& scope) {
  if (scope.kind == ScopeFilter::Kind::Everything || scope.ids.empty()) return {};
  TRY(const std::int64_t mine, db.integer("SELECT coalesce(sum(n), 0) FROM tally WHERE " + scope.predicate()));
  TRY(const std::int64_t all, db.integer("SELECT coalesce(max(id), 0) FROM delivery"));
  scope.holds_much = mine * kMuch > all;
  return {};
}

base::Result<std::optional<std::vector<std::int64_t>>> all_domains(Connection& db, std::size_t limit) {
  std::vector<std::int64_t> ids;
  TRY(Rows rows, db.query("SELECT id FROM recipient_domain ORDER BY id LIMIT ?", {static_cast<std::int64_t>(limit + 1)}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) break;
    ids.push_back(rows.integer(0));
  }
  if (ids.size() > limit) return std::nullopt;
  return ids;
}

}  // namespace pratique::storage::sqlite
