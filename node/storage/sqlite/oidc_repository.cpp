#include "node/storage/sqlite/oidc_repository.hpp"

namespace pratique::storage::sqlite {

using base::ErrorCode;
using base::fail;

base::Result<OidcProvider> SqliteOidcRepository::find(std::string_view domain) const {
  return database_.read([&](Connection& db) -> base::Result<OidcProvider> {
    TRY(Rows rows, db.query("SELECT domain, issuer, client_id, sealed_secret, changed_at, changed_by FROM oidc_provider WHERE domain = ?",
                            {value_of(domain)}));
    TRY(const bool found, rows.next());
    if (!found) return fail(ErrorCode::NotFound, "This domain has no sign-in of its own");
    return OidcProvider{rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.time(4), rows.text(5)};
  });
}

base::Result<void> SqliteOidcRepository::put(const OidcProvider& provider) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    // What was begun at the old one must not be ended at the new one.
    TRY_VOID(writing.db.run("DELETE FROM oidc_sign_in WHERE domain = ?", {provider.domain}));
    return writing.db.run(
        "INSERT OR REPLACE INTO oidc_provider(domain, issuer, client_id, sealed_secret, changed_at, changed_by) VALUES (?,?,?,?,?,?)",
        {provider.domain, provider.issuer, provider.client_id, provider.sealed_secret, value_of(provider.changed_at), provider.changed_by});
  });
}

base::Result<void> SqliteOidcRepository::remove(std::string_view domain) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY_VOID(writing.db.run("DELETE FROM oidc_sign_in WHERE domain = ?", {value_of(domain)}));
    TRY_VOID(writing.db.run("DELETE FROM oidc_provider WHERE domain = ?", {value_of(domain)}));
    if (writing.db.changed_rows() == 0) return fail(ErrorCode::NotFound, "This domain has no sign-in of its own");
    return {};
  });
}

base::Result<void> SqliteOidcRepository::begin(const OidcSignIn& sign_in) {
  return database_.write([&](Writing& writing) {
    return writing.db.run(
        "INSERT INTO oidc_sign_in(state_hash, domain, issuer, nonce, verifier, binding, token_endpoint,"
        " userinfo_endpoint, secret_in_body, expires_at) VALUES (?,?,?,?,?,?,?,?,?,?)",
        {sign_in.state_hash, sign_in.domain, sign_in.issuer, sign_in.nonce, sign_in.verifier, sign_in.binding, sign_in.token_endpoint,
         sign_in.userinfo_endpoint, value_of(sign_in.secret_in_body), value_of(sign_in.expires_at)});
  });
}

base::Result<OidcSignIn> SqliteOidcRepository::take(std::string_view state_hash, base::WallTime now) {
  return database_.write([&](Writing& writing) -> base::Result<OidcSignIn> {
    OidcSignIn found;
    {
      TRY(Rows rows,
          writing.db.query("DELETE FROM oidc_sign_in WHERE state_hash = ? AND expires_at > ? RETURNING state_hash, domain, issuer,"
                           " nonce, verifier, binding, token_endpoint, userinfo_endpoint, secret_in_body, expires_at",
                           {value_of(state_hash), value_of(now)}));
      TRY(const bool is_there, rows.next());
      if (!is_there) return fail(ErrorCode::NotFound, "There is no such sign-in");
      found = {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
               rows.text(5), rows.text(6), rows.text(7), rows.flag(8), rows.time(9)};
      TRY_VOID(rows.next().transform([](bool) {}));  // a DELETE is done once it has said that there are no more rows
    }
    return found;
  });
}

}  // namespace pratique::storage::sqlite
