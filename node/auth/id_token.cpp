#include "node/auth/id_token.hpp"

#include <algorithm>
#include <vector>

#include "client/api/json_reader.hpp"
#include "node/domain/base64.hpp"

namespace pratique::auth {
namespace {

using api::JsonDocument;
using api::JsonSource;

constexpr std::int64_t kSkewSecs = 60;

std::unexpected<base::Error> refused(std::string why) {
  return base::fail(base::ErrorCode::Unauthenticated, "The provider did not confirm who you are", {}, std::move(why));
}

// One name, or a list of them.
std::vector<std::string> audience_in(std::string_view json) {
  JsonDocument one(json, JsonSource::Reply);
  std::string name = one.root().text("aud");
  if (one.good()) return {std::move(name)};
  JsonDocument many(json, JsonSource::Reply);
  std::vector<std::string> names = many.root().texts("aud");
  return many.good() ? std::move(names) : std::vector<std::string>();
}

// Some providers write it as a word.
bool is_verified(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const bool flag = document.root().flag("email_verified");
  if (document.good()) return flag;
  JsonDocument worded(json, JsonSource::Reply);
  return worded.root().text("email_verified") == "true";
}

base::Result<Person> person_in(std::string_view json) {
  JsonDocument document(json, JsonSource::Reply);
  const api::JsonReader reader = document.root();
  Person person{.subject = reader.text("sub"), .email = reader.maybe_text("email"), .email_verified = false};
  if (!document.good() || person.subject.empty()) return refused("no subject, or no JSON");
  person.email_verified = person.email && is_verified(json);
  return person;
}

}  // namespace

base::Result<Person> person_in_id_token(std::string_view token, const TokenExpectation& expected) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return refused("no signed token");
  const auto header = domain::base64_decode(token.substr(0, first));
  const auto payload = domain::base64_decode(token.substr(first + 1, second - first - 1));
  if (!header || !payload || second + 1 == token.size()) return refused("no signed token");
  JsonDocument header_document(*header, JsonSource::Reply);
  const std::string algorithm = header_document.root().text("alg");
  if (!header_document.good() || algorithm == "none") return refused("an unsigned token");

  JsonDocument document(*payload, JsonSource::Reply);
  const api::JsonReader claims = document.root();
  const std::string issuer = claims.text("iss");
  const double expires = claims.maybe_number("exp").value_or(0);
  const std::string nonce = claims.maybe_text("nonce").value_or("");
  const std::string authorised = claims.maybe_text("azp").value_or("");
  if (!document.good()) return refused("claims that are no JSON");
  if (issuer != expected.issuer) return refused("issuer " + issuer);
  const std::vector<std::string> audience = audience_in(*payload);
  if (std::ranges::find(audience, expected.client_id) == audience.end()) return refused("a token for somebody else");
  if ((audience.size() > 1 || !authorised.empty()) && authorised != expected.client_id) return refused("a token given to somebody else");
  const auto now_secs = std::chrono::duration_cast<std::chrono::seconds>(expected.now.time_since_epoch()).count();
  if (expires + kSkewSecs < static_cast<double>(now_secs)) return refused("an expired token");
  if (nonce.empty() || nonce != expected.nonce) return refused("a token of another sign-in");
  return person_in(*payload);
}

base::Result<Person> person_in_userinfo(std::string_view json, std::string_view subject) {
  TRY(Person person, person_in(json));
  if (person.subject != subject) return refused("userinfo of another person");
  return person;
}

}  // namespace pratique::auth
