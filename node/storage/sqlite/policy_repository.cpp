#include "node/storage/sqlite/policy_repository.hpp"

#include <map>

#include "node/domain/text_key.hpp"
#include "node/storage/sqlite/policy_sql.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using api::MessageClass;
using api::ReleaseRight;
using api::Role;

static_assert(static_cast<int>(ReleaseRight::Self) == 0 && static_cast<int>(ReleaseRight::Nobody) == 2);  // on people's disks
static_assert(static_cast<int>(MessageClass::Phish) == 1 && static_cast<int>(MessageClass::Virus) == 2 &&
              static_cast<int>(MessageClass::Policy) == 4);

constexpr int kClasses = static_cast<int>(MessageClass::Unknown) + 1;

// An expression over `class`.
std::string rights_by_class(const domain::ReleasePolicy& policy, Role role) {
  std::string out = "(CASE class";
  for (int i = 0; i < kClasses; ++i) {
    const ReleaseRight right = policy.right(role, static_cast<MessageClass>(i));
    if (right != ReleaseRight::Self) out += " WHEN " + std::to_string(i) + " THEN " + std::to_string(static_cast<int>(right));
  }
  return out + " WHEN -1 THEN 0 ELSE 0 END)";  // CASE needs a WHEN, also where all is allowed
}

void read_change(const Rows& rows, int column, domain::ReleasePolicy& policy) {
  policy.set(enum_of<Role>(rows.integer(column)), enum_of<MessageClass>(rows.integer(column + 1)),
             enum_of<ReleaseRight>(rows.integer(column + 2)));
}

}  // namespace

base::Result<std::string> release_right_sql(Connection& db, Role role) {
  if (role == Role::SuperAdmin) return "0";
  std::map<std::int64_t, domain::ReleasePolicy> by_domain;
  TRY(Rows rows, db.query("SELECT d.id, p.role, p.class, p.release_right FROM release_policy p JOIN recipient_domain d ON d.name = p.domain"
                          " WHERE p.role = ?",
                          {code_of(role)}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) break;
    read_change(rows, 1, by_domain[rows.integer(0)]);
  }
  const std::string usual = rights_by_class({}, role);
  if (by_domain.empty()) return usual;
  std::string sql = "(CASE domain_id";
  for (const auto& [domain, policy] : by_domain) sql += " WHEN " + std::to_string(domain) + " THEN " + rights_by_class(policy, role);
  return sql + " ELSE " + usual + " END)";
}

base::Result<std::string> releasable_sql(Connection& db, Role role) {
  return release_right_sql(db, role).transform([](const std::string& right) { return right + " = 0"; });
}

base::Result<domain::ReleasePolicy> SqlitePolicyRepository::find(std::string_view domain) const {
  return database_.read([&](Connection& db) -> base::Result<domain::ReleasePolicy> {
    domain::ReleasePolicy policy;
    TRY(Rows rows, db.query("SELECT role, class, release_right FROM release_policy WHERE domain = ?", {domain::fold_case(domain)}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return policy;
      read_change(rows, 0, policy);
    }
  });
}

base::Result<void> SqlitePolicyRepository::put(std::string_view domain, const domain::ReleasePolicy& policy) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    const std::string name = domain::fold_case(domain);
    TRY_VOID(writing.db.run("DELETE FROM release_policy WHERE domain = ?", {name}));
    for (const auto& [key, right] : policy.changes()) {
      TRY_VOID(writing.db.run("INSERT INTO release_policy(domain, role, class, release_right) VALUES (?,?,?,?)",
                              {name, code_of(key.first), code_of(key.second), code_of(right)}));
    }
    return {};
  });
}

}  // namespace pratique::storage::sqlite
