#include "node/storage/sqlite/door_repository.hpp"

#include "node/domain/text_key.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {

static_assert(static_cast<int>(api::SignInMethod::Ldap) == 2 && static_cast<int>(api::ServerTls::None) == 2);  // on disk

base::Result<Door> SqliteDoorRepository::find(std::string_view domain) const {
  return database_.read([&](Connection& db) -> base::Result<Door> {
    Door door;
    TRY(Rows rows, db.query("SELECT method, host, port, tls, ca, bind_dn, search_base, search_filter, search_dn, search_password,"
                            " address_attribute, may_be_near FROM domain_sign_in WHERE domain = ?",
                            {domain::fold_case(domain)}));
    TRY(const bool found, rows.next());
    if (!found) return door;
    api::DomainSignIn& sign_in = door.sign_in;
    sign_in.method = enum_of<api::SignInMethod>(rows.integer(0));
    sign_in.host = rows.text(1);
    sign_in.port = rows.integer(2);
    sign_in.tls = enum_of<api::ServerTls>(rows.integer(3));
    sign_in.ca = rows.text(4);
    sign_in.bind_dn = rows.text(5);
    sign_in.search_base = rows.text(6);
    sign_in.search_filter = rows.text(7);
    sign_in.search_dn = rows.text(8);
    sign_in.search_password = rows.text(9);
    sign_in.address_attribute = rows.text(10);
    door.nearness = rows.flag(11) ? Nearness::MayBeNear : Nearness::PublicOnly;
    return door;
  });
}

base::Result<void> SqliteDoorRepository::put(std::string_view domain, const Door& door) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    const std::string name = domain::fold_case(domain);
    const api::DomainSignIn& sign_in = door.sign_in;
    if (sign_in.method == api::SignInMethod::Local) return writing.db.run("DELETE FROM domain_sign_in WHERE domain = ?", {name});
    return writing.db.run(
        "INSERT OR REPLACE INTO domain_sign_in(domain, method, host, port, tls, ca, bind_dn, search_base, search_filter, search_dn,"
        " search_password, address_attribute, may_be_near) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        {name, code_of(sign_in.method), sign_in.host, sign_in.port, code_of(sign_in.tls), sign_in.ca, sign_in.bind_dn, sign_in.search_base,
         sign_in.search_filter, sign_in.search_dn, sign_in.search_password.value_or(""), sign_in.address_attribute,
         value_of(door.nearness == Nearness::MayBeNear)});
  });
}

}  // namespace pratique::storage::sqlite
