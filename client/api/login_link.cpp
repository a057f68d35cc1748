#include "client/api/login_link.hpp"

#include "client/api/json_reader.hpp"

namespace pratique::api {

base::Result<LinkWanted> decode_link_wanted(std::string_view text) {
  JsonDocument document(text, JsonSource::Request);
  const JsonReader reader = document.root();
  return document.finish(LinkWanted{.login = reader.text("login"), .language = reader.maybe_text("language").value_or("")});
}

base::Result<LinkSignIn> decode_link_sign_in(std::string_view text) {
  JsonDocument document(text, JsonSource::Request);
  const JsonReader reader = document.root();
  LinkSignIn sign_in;
  sign_in.link = reader.text("link");
  sign_in.code = reader.maybe_text("code").value_or("");
  sign_in.stay = reader.has("stay") && reader.flag("stay");
  return document.finish(std::move(sign_in));
}

}  // namespace pratique::api
