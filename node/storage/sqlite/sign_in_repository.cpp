#include "node/storage/sqlite/sign_in_repository.hpp"

#include <algorithm>

#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

static_assert(static_cast<int>(api::SignInEventKind::Password) == 0 && static_cast<int>(api::SignInEventKind::SignOut) == 4 &&
              static_cast<int>(api::SignInEventKind::PasswordChanged) == 12);  // on disk

constexpr std::int64_t kPageMax = 200;

struct Condition {
  std::string sql;
  Values values;
};

Condition visible_to(const domain::Scope& scope) {
  if (scope.sees_everything()) return {"1", {}};
  Condition condition{"(account_id = ?", {scope.user_id}};
  if (scope.role == api::Role::Admin || scope.role == api::Role::Domain) {
    for (const std::string& name : scope.domains) {
      condition.sql += " OR domain = ?";
      condition.values.push_back(name);
    }
  }
  condition.sql += ")";
  return condition;
}

}  // namespace

base::Result<void> SqliteSignInRepository::add_ticket(const StoredTicket& ticket) {
  return database_.write([&](Writing& writing) {
    return writing.db.run(
        "INSERT INTO ticket(token_hash, account_id, made_by, identifier, logout_url, expires_at) VALUES (?,?,?,?,?,?)",
        {ticket.token_hash, ticket.user_id, ticket.made_by, ticket.identifier, ticket.logout_url, value_of(ticket.expires_at)});
  });
}

base::Result<StoredTicket> SqliteSignInRepository::find_ticket(std::string_view token_hash) const {
  return database_.read([&](Connection& db) -> base::Result<StoredTicket> {
    TRY(Rows rows, db.query("SELECT token_hash, account_id, made_by, identifier, logout_url, expires_at FROM ticket WHERE token_hash = ?",
                            {value_of(token_hash)}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "There is no such ticket");
    return StoredTicket{rows.text(0), rows.integer(1), rows.text(2), rows.text(3), rows.text(4), rows.time(5)};
  });
}

base::Result<void> SqliteSignInRepository::add_link(const StoredLink& link) {
  return database_.write([&](Writing& writing) {
    return writing.db.run("INSERT INTO login_link(token_hash, account_id, expires_at) VALUES (?,?,?)",
                          {link.token_hash, link.user_id, value_of(link.expires_at)});
  });
}

base::Result<StoredLink> SqliteSignInRepository::find_link(std::string_view token_hash) const {
  return database_.read([&](Connection& db) -> base::Result<StoredLink> {
    TRY(Rows rows, db.query("SELECT token_hash, account_id, expires_at FROM login_link WHERE token_hash = ?", {value_of(token_hash)}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "There is no such link");
    return StoredLink{rows.text(0), rows.integer(1), rows.time(2)};
  });
}

// The others of the account go with it: who asked twice has two mails, and the second is as dead as the first.
base::Result<bool> SqliteSignInRepository::take_link(std::string_view token_hash) {
  return database_.write([&](Writing& writing) -> base::Result<bool> {
    TRY_VOID(writing.db.run("DELETE FROM login_link WHERE account_id = (SELECT account_id FROM login_link WHERE token_hash = ?)",
                            {value_of(token_hash)}));
    return writing.db.changed_rows() > 0;
  });
}

base::Result<void> SqliteSignInRepository::add_event(const NewSignInEvent& added) {
  const api::SignInEvent& event = added.event;
  return database_.write([&](Writing& writing) {
    return writing.db.run(
        "INSERT INTO sign_in_event(at, kind, login, account_id, domain, actor, identifier, client_ip) VALUES (?,?,?,?,?,?,?,?)",
        {value_of(event.at), code_of(event.kind), event.login, added.user_id, added.domain, event.actor, event.identifier,
         event.client_ip});
  });
}

base::Result<api::SignInEventPage> SqliteSignInRepository::events(const domain::Scope& scope, std::int64_t offset,
                                                                  std::int64_t limit) const {
  return database_.read([&](Connection& db) -> base::Result<api::SignInEventPage> {
    Condition condition = visible_to(scope);
    api::SignInEventPage page;
    TRY(page.total, db.integer("SELECT count(*) FROM sign_in_event WHERE " + condition.sql, condition.values));
    page.offset = std::clamp<std::int64_t>(offset, 0, page.total);
    condition.values.push_back(std::clamp<std::int64_t>(limit, 1, kPageMax));
    condition.values.push_back(page.offset);
    TRY(Rows rows, db.query("SELECT at, kind, login, actor, identifier, client_ip FROM sign_in_event WHERE " + condition.sql +
                                " ORDER BY id DESC LIMIT ? OFFSET ?",
                            condition.values));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return page;
      page.items.push_back({.at = rows.time(0),
                            .kind = enum_of<api::SignInEventKind>(rows.integer(1)),
                            .login = rows.text(2),
                            .actor = rows.text(3),
                            .identifier = rows.text(4),
                            .client_ip = rows.text(5)});
    }
  });
}

base::Result<void> SqliteSignInRepository::sweep(base::WallTime at, base::WallTime events_before) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("DELETE FROM ticket WHERE expires_at <= ?", {value_of(at)}));
    TRY_VOID(writing.db.run("DELETE FROM login_link WHERE expires_at <= ?", {value_of(at)}));
    TRY_VOID(writing.db.run("DELETE FROM oidc_sign_in WHERE expires_at <= ?", {value_of(at)}));
    return writing.db.run("DELETE FROM sign_in_event WHERE at < ?", {value_of(events_before)});
  });
}

}  // namespace pratique::storage::sqlite
