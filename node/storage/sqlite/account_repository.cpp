#include "node/storage/sqlite/account_repository.hpp"

#include "node/domain/text_key.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::string_view kAddAddress = "INSERT INTO account_address(account_id, position, address) VALUES (?,?,?)";
constexpr std::string_view kAddDomain = "INSERT INTO account_domain(account_id, position, name) VALUES (?,?,?)";

base::Result<std::vector<std::string>> texts(Connection& db, std::string_view sql, std::int64_t id) {
  std::vector<std::string> out;
  TRY(Rows rows, db.query(sql, {id}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return out;
    out.push_back(rows.text(0));
  }
}

base::Result<void> add_texts(Connection& db, std::string_view sql, std::int64_t id, const std::vector<std::string>& names) {
  std::int64_t position = 0;
  for (const std::string& name : names) TRY_VOID(db.run(sql, {id, position++, name}));
  return {};
}

base::Result<User> load_user(Connection& db, std::string_view condition, const Value& key) {
  User user;
  {
    TRY(Rows rows, db.query("SELECT id, login, password_hash, role, settings FROM account WHERE " + std::string(condition), {key}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "There is no such user");
    user.id = rows.integer(0);
    user.login = rows.text(1);
    user.password_hash = rows.text(2);
    user.role = enum_of<api::Role>(rows.integer(3));
    TRY(user.settings, api::decode_settings(rows.text(4)));
  }
  TRY(user.addresses, texts(db, "SELECT address FROM account_address WHERE account_id = ? ORDER BY position", user.id));
  TRY(user.domains, texts(db, "SELECT name FROM account_domain WHERE account_id = ? ORDER BY position", user.id));
  return user;
}

base::Result<void> must_have_changed(const Connection& db) {
  if (db.changed_rows() == 0) return fail(ErrorCode::NotFound, "There is no such user");
  return {};
}

Domain read_domain(const Rows& rows) {
  Domain domain;
  domain.name = rows.text(0);
  domain.protocol = enum_of<RouteProtocol>(rows.integer(1));
  domain.host = rows.text(2);
  domain.port = static_cast<int>(rows.integer(3));
  domain.retention_days = rows.integer(4);
  domain.threshold = rows.real(5);
  return domain;
}

}  // namespace

base::Result<std::int64_t> SqliteAccountRepository::add_user(const User& user) {
  return database_.write([&](Writing& writing) -> base::Result<std::int64_t> {
    Connection& db = writing.db;
    auto added = db.run("INSERT INTO account(login, login_key, password_hash, role, settings) VALUES (?,?,?,?,?)",
                        {user.login, domain::fold_case(user.login), user.password_hash, code_of(user.role), api::encode(user.settings)});
    if (!added && added.error().code == ErrorCode::Conflict)
      return fail(ErrorCode::Conflict, "The sign-in name " + user.login + " is taken", "login");
    TRY_VOID(added);
    const std::int64_t id = db.last_id();
    TRY_VOID(add_texts(db, kAddAddress, id, user.addresses));
    TRY_VOID(add_texts(db, kAddDomain, id, user.domains));
    return id;
  });
}

base::Result<User> SqliteAccountRepository::find_user(std::string_view login) const {
  return database_.read([&](Connection& db) { return load_user(db, "login_key = ?", domain::fold_case(login)); });
}

base::Result<User> SqliteAccountRepository::find_user(std::int64_t id) const {
  return database_.read([&](Connection& db) { return load_user(db, "id = ?", id); });
}

base::Result<void> SqliteAccountRepository::set_password_hash(std::int64_t id, std::string_view hash, std::string_view kept_session) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("UPDATE account SET password_hash = ? WHERE id = ?", {value_of(hash), id}));
    TRY_VOID(must_have_changed(writing.db));
    return writing.db.run("DELETE FROM session WHERE account_id = ? AND token_hash <> ?", {id, value_of(kept_session)});
  });
}

base::Result<void> SqliteAccountRepository::set_addresses(std::int64_t id, const std::vector<std::string>& addresses) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.integer("SELECT id FROM account WHERE id = ?", {id}).transform([](std::int64_t) {}));
    TRY_VOID(writing.db.run("DELETE FROM account_address WHERE account_id = ?", {id}));
    return add_texts(writing.db, kAddAddress, id, addresses);
  });
}

base::Result<void> SqliteAccountRepository::set_settings(std::int64_t id, const api::Settings& settings) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("UPDATE account SET settings = ? WHERE id = ?", {api::encode(settings), id}));
    return must_have_changed(writing.db);
  });
}

base::Result<void> SqliteAccountRepository::add_session(const StoredSession& session) {
  return database_.write([&](Writing& writing) {
    return writing.db.run(
        "INSERT INTO session(token_hash, account_id, created_at, expires_at, public_id, origin, client_ip, browser, system, last_used_at)"
        " VALUES (?,?,?,?,lower(hex(randomblob(12))),?,?,?,?,?)",
        {session.token_hash, session.user_id, value_of(session.created_at), value_of(session.expires_at), code_of(session.origin),
         session.client_ip, session.browser, session.system, value_of(session.last_used_at)});
  });
}

base::Result<StoredSession> SqliteAccountRepository::find_session(std::string_view token_hash) const {
  return database_.read([&](Connection& db) -> base::Result<StoredSession> {
    TRY(Rows rows, db.query("SELECT token_hash, account_id, created_at, expires_at, last_used_at, origin, client_ip, browser, system"
                            " FROM session WHERE token_hash = ?",
                            {value_of(token_hash)}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "There is no such session");
    return StoredSession{rows.text(0), rows.integer(1), rows.time(2),
                         rows.time(3), rows.time(4),    enum_of<api::SessionOrigin>(rows.integer(5)),
                         rows.text(6), rows.text(7),    rows.text(8)};
  });
}

base::Result<void> SqliteAccountRepository::remove_session(std::string_view token_hash) {
  return database_.write(
      [&](Writing& writing) { return writing.db.run("DELETE FROM session WHERE token_hash = ?", {value_of(token_hash)}); });
}

base::Result<void> SqliteAccountRepository::remove_sessions_expired_by(base::WallTime at) {
  return database_.write([&](Writing& writing) { return writing.db.run("DELETE FROM session WHERE expires_at <= ?", {value_of(at)}); });
}

base::Result<void> SqliteAccountRepository::put_domain(const Domain& domain) {
  return database_.write([&](Writing& writing) {
    return writing.db.run(
        "INSERT OR REPLACE INTO domain(name, protocol, host, port, retention_days, threshold) VALUES (?,?,?,?,?,?)",
        {domain.name, code_of(domain.protocol), domain.host, std::int64_t{domain.port}, domain.retention_days, domain.threshold});
  });
}

base::Result<Domain> SqliteAccountRepository::find_domain(std::string_view name) const {
  return database_.read([&](Connection& db) -> base::Result<Domain> {
    TRY(Rows rows,
        db.query("SELECT name, protocol, host, port, retention_days, threshold FROM domain WHERE name = ?", {domain::fold_case(name)}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "This node takes no mail for that domain");
    return read_domain(rows);
  });
}

base::Result<std::vector<Domain>> SqliteAccountRepository::domains() const {
  return database_.read([&](Connection& db) -> base::Result<std::vector<Domain>> {
    std::vector<Domain> out;
    TRY(Rows rows, db.query("SELECT name, protocol, host, port, retention_days, threshold FROM domain ORDER BY name"));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) return out;
      out.push_back(read_domain(rows));
    }
  });
}

}  // namespace pratique::storage::sqlite
