#include "client/api/brand.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"

namespace pratique::api {
namespace {

void write(JsonWriter& json, std::string_view name, const std::optional<Accent>& accent) {
  json.key(name);
  if (!accent) return json.null();
  json.begin_object();
  json.field("fill", accent->fill);
  json.field("on", accent->on);
  json.field("hover", accent->hover);
  json.field("pressed", accent->pressed);
  json.field("soft", accent->soft);
  json.field("soft_on", accent->soft_on);
  json.field("focus", accent->focus);
  json.field("panel", accent->panel);
  json.end_object();
}

std::optional<Accent> read_accent(const JsonReader& reader, std::string_view name) {
  if (!reader.has(name)) return std::nullopt;
  const JsonReader accent = reader.object(name);
  return Accent{accent.text("fill"), accent.text("on"),      accent.text("hover"), accent.text("pressed"),
                accent.text("soft"), accent.text("soft_on"), accent.text("focus"), accent.text("panel")};
}

void write_fields(JsonWriter& json, const NewBrand& brand) {
  json.field("name", brand.name);
  json.field("button", brand.button);
  json.field("support_url", brand.support_url);
  json.field("accent_light", brand.accent_light);
  json.field("accent_dark", brand.accent_dark);
  json.field("sender_name", brand.sender_name);
  json.field("sender_address", brand.sender_address);
  json.field("domains", brand.domains);
  json.field("hostnames", brand.hostnames);
  json.field("embed_origins", brand.embed_origins);
  json.key("templates");
  json.begin_array();
  for (const MailTemplate& one : brand.templates) {
    json.begin_object();
    json.field("mail", one.mail);
    json.field("language", one.language);
    json.field("subject", one.subject);
    json.field("body", one.body);
    json.end_object();
  }
  json.end_array();
}

NewBrand read_fields(const JsonReader& reader) {
  NewBrand brand;
  const auto text = [&reader](std::string_view name) { return reader.maybe_text(name).value_or(""); };
  const auto texts = [&reader](std::string_view name) { return reader.has(name) ? reader.texts(name) : std::vector<std::string>(); };
  brand.name = reader.text("name");
  brand.button = text("button");
  brand.support_url = text("support_url");
  brand.accent_light = text("accent_light");
  brand.accent_dark = text("accent_dark");
  brand.sender_name = text("sender_name");
  brand.sender_address = text("sender_address");
  brand.domains = texts("domains");
  brand.hostnames = texts("hostnames");
  brand.embed_origins = texts("embed_origins");
  if (!reader.has("templates")) return brand;
  reader.each("templates", [&brand](const JsonReader& item) {
    brand.templates.push_back({item.text("mail"), item.text("language"), item.text("subject"), item.text("body")});
  });
  return brand;
}

void write(JsonWriter& json, const Brand& brand) {
  json.begin_object();
  json.field("id", brand.id.value);
  write_fields(json, brand.brand);
  json.key("logo");
  if (brand.logo) {
    json.begin_object();
    json.field("content_type", brand.logo->content_type);
    json.field("width", brand.logo->width);
    json.field("height", brand.logo->height);
    json.field("size_bytes", brand.logo->size_bytes);
    json.end_object();
  } else {
    json.null();
  }
  write(json, "light", brand.light);
  write(json, "dark", brand.dark);
  json.end_object();
}

Brand read_brand(const JsonReader& reader) {
  Brand brand;
  brand.id = {reader.text("id")};
  brand.brand = read_fields(reader);
  if (reader.has("logo")) {
    const JsonReader logo = reader.object("logo");
    brand.logo = Logo{logo.text("content_type"), logo.integer("width"), logo.integer("height"), logo.integer("size_bytes")};
  }
  brand.light = read_accent(reader, "light");
  brand.dark = read_accent(reader, "dark");
  return brand;
}

}  // namespace

std::string encode(const BrandLook& look) {
  JsonWriter json;
  json.begin_object();
  json.field("name", look.name);
  json.field("button", look.button);
  json.field("support_url", look.support_url);
  json.field("logo", look.logo);
  write(json, "light", look.light);
  write(json, "dark", look.dark);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const NewBrand& brand) {
  JsonWriter json;
  json.begin_object();
  write_fields(json, brand);
  json.end_object();
  return std::move(json).take();
}

std::string encode(const Brand& brand) {
  JsonWriter json;
  write(json, brand);
  return std::move(json).take();
}

std::string encode(const BrandPage& page) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const Brand& item : page.items) write(json, item);
  json.end_array();
  json.field("offset", page.offset);
  json.field("total", page.total);
  json.end_object();
  return std::move(json).take();
}

base::Result<BrandLook> decode_brand_look(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  BrandLook look{reader.text("name"), reader.text("button"),        reader.text("support_url"),
                 reader.text("logo"), read_accent(reader, "light"), read_accent(reader, "dark")};
  return document.finish(std::move(look));
}

base::Result<NewBrand> decode_new_brand(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  return document.finish(read_fields(document.root()));
}

base::Result<Brand> decode_brand(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  return document.finish(read_brand(document.root()));
}

base::Result<BrandPage> decode_brand_page(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const JsonReader reader = document.root();
  BrandPage page;
  reader.each("items", [&page](const JsonReader& item) { page.items.push_back(read_brand(item)); });
  page.offset = reader.integer("offset");
  page.total = reader.integer("total");
  return document.finish(std::move(page));
}

}  // namespace pratique::api
