#include "client/api/domain_sign_in.hpp"

#include "client/api/json_reader.hpp"
#include "client/api/json_writer.hpp"
#include "client/api/word_list.hpp"

namespace pratique::api {
namespace {

constexpr auto kMethods = word_list<SignInMethod>("local", "imap", "ldap");
constexpr auto kTls = word_list<ServerTls>("implicit", "starttls", "none");

}  // namespace

std::string_view to_wire(SignInMethod method) {
  return kMethods.of(method);
}
std::string_view to_wire(ServerTls tls) {
  return kTls.of(tls);
}
std::optional<SignInMethod> parse_sign_in_method(std::string_view word) {
  return kMethods.parse(word);
}
std::optional<ServerTls> parse_server_tls(std::string_view word) {
  return kTls.parse(word);
}

std::int64_t usual_port(SignInMethod method, ServerTls tls) {
  if (method == SignInMethod::Ldap) return tls == ServerTls::Implicit ? 636 : 389;
  return tls == ServerTls::Implicit ? 993 : 143;
}

std::string encode(const DomainSignIn& sign_in) {
  JsonWriter json;
  json.begin_object();
  json.field("method", to_wire(sign_in.method));
  if (sign_in.method != SignInMethod::Local) {
    json.field("host", sign_in.host);
    json.field("port", sign_in.port);
    json.field("tls", to_wire(sign_in.tls));
    json.field("ca", sign_in.ca);
  }
  if (sign_in.method == SignInMethod::Ldap) {
    json.field("bind_dn", sign_in.bind_dn);
    json.field("search_base", sign_in.search_base);
    json.field("search_filter", sign_in.search_filter);
    json.field("search_dn", sign_in.search_dn);
    json.field("has_search_password", sign_in.search_password.has_value() && !sign_in.search_password->empty());
    json.field("address_attribute", sign_in.address_attribute);
  }
  json.end_object();
  return std::move(json).take();
}

base::Result<DomainSignIn> decode_domain_sign_in(std::string_view json) {
  JsonDocument document(json, JsonSource::Request);
  const JsonReader reader = document.root();
  DomainSignIn sign_in;
  sign_in.method = reader.word("method", parse_sign_in_method);
  if (sign_in.method == SignInMethod::Local) return document.finish(std::move(sign_in));
  sign_in.host = reader.text("host");
  if (reader.has("tls")) sign_in.tls = reader.word("tls", parse_server_tls);
  if (reader.has("port")) sign_in.port = reader.integer("port");
  sign_in.ca = reader.maybe_text("ca").value_or("");
  if (sign_in.method == SignInMethod::Imap) return document.finish(std::move(sign_in));
  sign_in.bind_dn = reader.maybe_text("bind_dn").value_or("");
  sign_in.search_base = reader.maybe_text("search_base").value_or("");
  sign_in.search_filter = reader.maybe_text("search_filter").value_or("");
  sign_in.search_dn = reader.maybe_text("search_dn").value_or("");
  sign_in.search_password = reader.maybe_text("search_password");
  sign_in.address_attribute = reader.maybe_text("address_attribute").value_or("");
  return document.finish(std::move(sign_in));
}

}  // namespace pratique::api
