#include "node/storage/sqlite/brand_repository.hpp"

#include <algorithm>
#include <format>

#include "client/base/text.hpp"
#include "node/domain/brand.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::int64_t kPageMax = 200;
constexpr std::string_view kColumns =
    "id, name, button, support_url, accent_light, accent_dark, sender_name, sender_address, embed_origins, is_of_node, logo";

std::int64_t row_of(const api::BrandId& id) {
  if (!id.value.starts_with('b')) return 0;
  return base::parse_integer(std::string_view(id.value).substr(1)).value_or(0);
}

struct Condition {
  std::string sql;
  Values values;
};

// Brands that lie wholly in the caller's domains.
Condition kept_by(const domain::Scope& scope) {
  if (scope.sees_everything()) return {"1", {}};
  if (scope.role != api::Role::Admin || scope.domains.empty()) return {"0", {}};
  Condition condition;
  std::string marks;
  for (int twice = 0; twice < 2; ++twice) {
    for (const std::string& name : scope.domains) condition.values.push_back(name);
  }
  for (std::size_t i = 0; i < scope.domains.size(); ++i) marks += i == 0 ? "?" : ",?";
  condition.sql = "id IN (SELECT brand_id FROM brand_domain WHERE domain IN (" + marks +
                  ")) AND id NOT IN (SELECT brand_id FROM brand_domain WHERE domain NOT IN (" + marks + "))";
  return condition;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    if (blank > 0) words.emplace_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return words;
}

Result<std::vector<std::string>> texts(Connection& db, const std::string& sql, std::int64_t brand) {
  std::vector<std::string> found;
  TRY(Rows rows, db.query(sql, {brand}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return found;
    found.push_back(rows.text(0));
  }
}

Result<void> load_parts(Connection& db, StoredBrand& stored) {
  TRY(stored.brand.domains, texts(db, "SELECT domain FROM brand_domain WHERE brand_id = ? ORDER BY domain", stored.id));
  TRY(stored.brand.hostnames, texts(db, "SELECT host FROM brand_host WHERE brand_id = ? ORDER BY host", stored.id));
  TRY(Rows rows, db.query("SELECT mail, language, subject, body FROM brand_mail WHERE brand_id = ?", {stored.id}));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) return {};
    stored.brand.templates.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
  }
}

Result<std::vector<StoredBrand>> load(Connection& db, const std::string& condition, const Values& values) {
  std::vector<StoredBrand> found;
  TRY(Rows rows, db.query("SELECT " + std::string(kColumns) + " FROM brand WHERE " + condition, values));
  for (;;) {
    TRY(const bool more, rows.next());
    if (!more) break;
    StoredBrand stored;
    stored.id = rows.integer(0);
    stored.brand.name = rows.text(1);
    stored.brand.button = rows.text(2);
    stored.brand.support_url = rows.text(3);
    stored.brand.accent_light = rows.text(4);
    stored.brand.accent_dark = rows.text(5);
    stored.brand.sender_name = rows.text(6);
    stored.brand.sender_address = rows.text(7);
    stored.brand.embed_origins = split(rows.text(8));
    stored.is_of_node = rows.flag(9);
    stored.logo = rows.is_null(10) ? std::string() : rows.text(10);
    found.push_back(std::move(stored));
  }
  for (StoredBrand& stored : found) TRY_VOID(load_parts(db, stored));
  return found;
}

api::Brand as_seen(StoredBrand stored) {
  api::Brand brand;
  brand.id = {"b" + std::to_string(stored.id)};
  if (!stored.logo.empty()) brand.logo = domain::check_logo(stored.logo).value_or(api::Logo{});
  brand.light = domain::light_accent(stored.brand);
  brand.dark = domain::dark_accent(stored.brand);
  brand.brand = std::move(stored.brand);
  return brand;
}

Result<StoredBrand> own_brand(Connection& db, const domain::Scope& scope, std::int64_t row) {
  Condition condition = kept_by(scope);
  condition.values.emplace_back(row);
  TRY(auto found, load(db, condition.sql + " AND id = ?", condition.values));
  if (found.empty()) return fail(ErrorCode::NotFound, "This brand is not there");
  return std::move(found.front());
}

// Each domain and host name belongs to one brand. What another brand has is said without its name.
Result<void> take_names(Connection& db, std::int64_t brand, const std::vector<std::string>& names, const std::string& table,
                        const std::string& column, const char* field) {
  TRY_VOID(db.run("DELETE FROM " + table + " WHERE brand_id = ?", {brand}));
  for (std::size_t i = 0; i < names.size(); ++i) {
    TRY(const std::int64_t taken, db.integer("SELECT count(*) FROM " + table + " WHERE " + column + " = ?", {names[i]}));
    if (taken > 0)
      return fail(ErrorCode::Conflict, std::format("“{}” has another brand already", names[i]), std::format("{}/{}", field, i));
    TRY_VOID(db.run("INSERT INTO " + table + " VALUES (?,?)", {names[i], brand}));
  }
  return {};
}

Result<void> put_parts(Connection& db, std::int64_t row, const api::NewBrand& brand) {
  TRY_VOID(take_names(db, row, brand.domains, "brand_domain", "domain", "domains"));
  TRY_VOID(take_names(db, row, brand.hostnames, "brand_host", "host", "hostnames"));
  TRY_VOID(db.run("DELETE FROM brand_mail WHERE brand_id = ?", {row}));
  for (const api::MailTemplate& mail : brand.templates)
    TRY_VOID(db.run("INSERT INTO brand_mail VALUES (?,?,?,?,?)", {row, mail.mail, mail.language, mail.subject, mail.body}));
  return db.run("UPDATE brand_revision SET n = n + 1");
}

// A brand that names no domain and no host name is the node's own; there is one.
Result<void> only_one_of_node(Connection& db, std::int64_t row, const api::NewBrand& brand) {
  if (!brand.domains.empty() || !brand.hostnames.empty()) return {};
  TRY(const std::int64_t others, db.integer("SELECT count(*) FROM brand WHERE is_of_node = 1 AND id <> ?", {row}));
  if (others > 0)
    return fail(ErrorCode::Conflict, "The node has a brand already; name the domains or host names that this one is for", "domains");
  return {};
}

Values values_of(const api::NewBrand& brand) {
  return {brand.name,
          brand.button,
          brand.support_url,
          brand.accent_light,
          brand.accent_dark,
          brand.sender_name,
          brand.sender_address,
          joined(brand.embed_origins),
          value_of(brand.domains.empty() && brand.hostnames.empty())};
}

}  // namespace

Result<api::BrandPage> SqliteBrandRepository::list(const domain::Scope& scope, std::int64_t offset, std::int64_t limit) const {
  return database_.read([&](Connection& db) -> Result<api::BrandPage> {
    Condition condition = kept_by(scope);
    api::BrandPage page;
    TRY(page.total, db.integer("SELECT count(*) FROM brand WHERE " + condition.sql, condition.values));
    page.offset = std::clamp<std::int64_t>(offset, 0, page.total);
    condition.values.emplace_back(std::clamp<std::int64_t>(limit, 1, kPageMax));
    condition.values.emplace_back(page.offset);
    TRY(auto found, load(db, condition.sql + " ORDER BY name, id LIMIT ? OFFSET ?", condition.values));
    for (StoredBrand& stored : found) page.items.push_back(as_seen(std::move(stored)));
    return page;
  });
}

Result<api::Brand> SqliteBrandRepository::find(const domain::Scope& scope, const api::BrandId& id) const {
  return database_.read([&](Connection& db) { return own_brand(db, scope, row_of(id)).transform(as_seen); });
}

Result<api::Brand> SqliteBrandRepository::add(const domain::Scope& scope, const api::NewBrand& brand) {
  return database_.write([&](Writing& writing) -> Result<api::Brand> {
    Connection& db = writing.db;
    if (!scope.sees_everything() && scope.role != api::Role::Admin) return fail(ErrorCode::Refused, "Brands are kept by administrators");
    TRY_VOID(domain::may_keep(scope, brand));
    TRY_VOID(only_one_of_node(db, 0, brand));
    TRY_VOID(
        db.run("INSERT INTO brand(name, button, support_url, accent_light, accent_dark, sender_name, sender_address, embed_origins,"
               " is_of_node) VALUES (?,?,?,?,?,?,?,?,?)",
               values_of(brand)));
    const std::int64_t row = db.last_id();
    TRY_VOID(put_parts(db, row, brand));
    return own_brand(db, scope, row).transform(as_seen);
  });
}

Result<api::Brand> SqliteBrandRepository::put(const domain::Scope& scope, const api::BrandId& id, const api::NewBrand& brand) {
  return database_.write([&](Writing& writing) -> Result<api::Brand> {
    Connection& db = writing.db;
    TRY(const StoredBrand before, own_brand(db, scope, row_of(id)));
    // Host names and a sender that the operator gave to it stay, though its administrator could not add them.
    api::NewBrand added = brand;
    std::erase_if(added.hostnames,
                  [&](const auto& host) { return std::ranges::find(before.brand.hostnames, host) != before.brand.hostnames.end(); });
    if (added.sender_address == before.brand.sender_address) added.sender_address.clear();
    TRY_VOID(domain::may_keep(scope, added));
    TRY_VOID(only_one_of_node(db, before.id, brand));
    Values values = values_of(brand);
    values.emplace_back(before.id);
    TRY_VOID(
        db.run("UPDATE brand SET name = ?, button = ?, support_url = ?, accent_light = ?, accent_dark = ?, sender_name = ?,"
               " sender_address = ?, embed_origins = ?, is_of_node = ? WHERE id = ?",
               values));
    TRY_VOID(put_parts(db, before.id, brand));
    return own_brand(db, scope, before.id).transform(as_seen);
  });
}

Result<api::Brand> SqliteBrandRepository::put_logo(const domain::Scope& scope, const api::BrandId& id, std::string_view bytes) {
  return database_.write([&](Writing& writing) -> Result<api::Brand> {
    Connection& db = writing.db;
    TRY(const StoredBrand before, own_brand(db, scope, row_of(id)));
    const Value logo = bytes.empty() ? Value{} : Value{Bytes{std::string(bytes)}};
    TRY_VOID(db.run("UPDATE brand SET logo = ? WHERE id = ?", {logo, before.id}));
    TRY_VOID(db.run("UPDATE brand_revision SET n = n + 1"));
    return own_brand(db, scope, before.id).transform(as_seen);
  });
}

Result<void> SqliteBrandRepository::remove(const domain::Scope& scope, const api::BrandId& id) {
  return database_.write([&](Writing& writing) -> Result<void> {
    Connection& db = writing.db;
    TRY(const StoredBrand before, own_brand(db, scope, row_of(id)));
    for (const char* table : {"brand_domain", "brand_host", "brand_mail"})
      TRY_VOID(db.run("DELETE FROM " + std::string(table) + " WHERE brand_id = ?", {before.id}));
    TRY_VOID(db.run("DELETE FROM brand WHERE id = ?", {before.id}));
    return db.run("UPDATE brand_revision SET n = n + 1");
  });
}

Result<std::vector<StoredBrand>> SqliteBrandRepository::every() const {
  return database_.read([](Connection& db) { return load(db, "1 ORDER BY id", {}); });
}

Result<StoredBrand> SqliteBrandRepository::of_domain(std::string_view domain) const {
  return database_.read([&](Connection& db) -> Result<StoredBrand> {
    TRY(auto found, load(db, "id = (SELECT brand_id FROM brand_domain WHERE domain = ?) OR is_of_node = 1 ORDER BY is_of_node LIMIT 1",
                         {value_of(domain)}));
    if (!found.empty()) return std::move(found.front());
    StoredBrand plain;
    plain.brand = domain::plain_brand();
    return plain;
  });
}

Result<std::int64_t> SqliteBrandRepository::revision() const {
  return database_.read([](Connection& db) { return db.integer("SELECT n FROM brand_revision"); });
}

}  // namespace pratique::storage::sqlite
