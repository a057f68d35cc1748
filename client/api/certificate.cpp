#include "client/api/certificate.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"

namespace pratique::api {

std::string encode(const Certificates& certificates) {
  JsonWriter json;
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const Certificate& item : certificates.items) {
    json.begin_object();
    json.field("hostname", item.hostname);
    json.field("subject", item.subject);
    json.field("issuer", item.issuer);
    json.field("not_before", item.not_before);
    json.field("not_after", item.not_after);
    json.field("fingerprint", item.fingerprint);
    json.field("is_self_signed", item.is_self_signed);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

base::Result<Certificates> decode_certificates(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  Certificates certificates;
  document.root().each("items", [&](const JsonReader& item) {
    Certificate one;
    one.hostname = item.text("hostname");
    one.subject = item.text("subject");
    one.issuer = item.text("issuer");
    one.not_before = item.time("not_before");
    one.not_after = item.time("not_after");
    one.fingerprint = item.text("fingerprint");
    one.is_self_signed = item.flag("is_self_signed");
    certificates.items.push_back(std::move(one));
  });
  return document.finish(std::move(certificates));
}

}  // namespace pratique::api
