#include "node/auth/oidc.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "client/api/json_reader.hpp"
#include "client/base/text.hpp"
#include "node/auth/token.hpp"
#include "node/auth/web_call.hpp"
#include "node/domain/address.hpp"
#include "node/domain/digest.hpp"

namespace pratique::auth {
namespace {

using base::ErrorCode;
using base::fail;

constexpr auto kSignInLife = std::chrono::minutes(10);
// A whole office comes from one address.
constexpr ThrottleRule kAddressRule{.free_tries = 60, .longest_wait_secs = 300};
constexpr std::size_t kCodeBytesMax = 4000;
constexpr std::size_t kNameBytesMax = 500;
constexpr auto kQueueTime = std::chrono::milliseconds(500);

std::unexpected<base::Error> refused(std::string why) {
  return fail(ErrorCode::Unauthenticated, "The provider did not confirm who you are", {}, std::move(why));
}

std::unexpected<base::Error> no_provider(std::string why) {
  return fail(ErrorCode::Unavailable, "The provider does not answer as it should", {}, std::move(why));
}

std::string s256(std::string_view verifier) {  // RFC 7636 §4.2
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, kVariant)> text{};
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), kVariant);
  return text.data();
}

void add(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form.append(name).append("=").append(base::percent_encode(value));
}

std::string purpose_of(std::string_view domain) {
  return "oidc " + std::string(domain);
}

bool is_one_line(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// Held while the provider is asked.
class Turn {
 public:
  explicit Turn(std::counting_semaphore<8>& free) : free_(free), has_(free.try_acquire_for(kQueueTime)) {}
  ~Turn() {
    if (has_) free_.release();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  [[nodiscard]] base::Result<void> taken() const {
    if (has_) return {};
    return fail(ErrorCode::Unavailable, "The server is busy. Try again in a moment");
  }

 private:
  std::counting_semaphore<8>& free_;
  bool has_;
};

base::Result<void> check(const api::NewOidcSettings& wanted, Oidc::Caller caller) {
  const bool is_address = is_callable(wanted.issuer) && wanted.issuer.find_first_of("?#") == std::string::npos;
  if (!is_address || (caller == Oidc::Caller::Administrator && is_loopback_http(wanted.issuer)))
    return fail(ErrorCode::BadInput, "The provider's address begins with https:// and has neither ? nor #", "issuer");
  if (wanted.client_id.empty() || wanted.client_id.size() > kNameBytesMax || !is_one_line(wanted.client_id))
    return fail(ErrorCode::BadInput, "The name that the provider knows this server by", "client_id");
  if (wanted.client_secret && (wanted.client_secret->size() > kNameBytesMax || !is_one_line(*wanted.client_secret)))
    return fail(ErrorCode::BadInput, "At most 500 characters on one line", "client_secret");
  return {};
}

}  // namespace

Oidc::Oidc(std::string public_url, storage::OidcRepository& storage, NodeKey& key, const base::Clock& clock)
    : public_url_(std::move(public_url)), storage_(storage), key_(key), clock_(clock), by_address_(kAddressRule, clock) {}

base::Result<Oidc::Endpoints> Oidc::discover(const std::string& issuer) const {
  std::string url = issuer;
  while (url.ends_with('/')) url.pop_back();
  TRY(const WebAnswer answer, call({.url = url + "/.well-known/openid-configuration"}));
  if (answer.status != 200) return no_provider("discovery answered " + std::to_string(answer.status));
  api::JsonDocument document(answer.body, api::JsonSource::Reply);
  const api::JsonReader reader = document.root();
  Endpoints found;
  const std::string named = reader.text("issuer");
  found.authorization = reader.text("authorization_endpoint");
  found.token = reader.text("token_endpoint");
  found.userinfo = reader.maybe_text("userinfo_endpoint").value_or("");
  if (reader.has("token_endpoint_auth_methods_supported")) {
    const auto methods = reader.texts("token_endpoint_auth_methods_supported");
    found.secret_in_body = std::ranges::find(methods, "client_secret_basic") == methods.end() &&
                           std::ranges::find(methods, "client_secret_post") != methods.end();
  }
  if (!document.good()) return no_provider("discovery lacks what it must have");
  if (named != issuer) return no_provider("discovery is of another issuer: " + base::to_one_line(named));
  // What the provider names is called from here: never more than what the provider itself may be.
  for (const std::string& endpoint : {found.authorization, found.token, found.userinfo}) {
    if (!endpoint.empty() && (!is_callable(endpoint) || is_loopback_http(endpoint) != is_loopback_http(issuer)))
      return no_provider("an endpoint that is not to be called");
  }
  return found;
}

base::Result<std::string> Oidc::start(const std::string& domain, const std::string& binding, std::string_view client_ip) {
  if (public_url_.empty()) return fail(ErrorCode::NotFound, "Other providers are not set up on this server");
  if (const auto secs = by_address_.charge(throttle_key_of(client_ip)); secs > 0) {
    base::Error error{.code = ErrorCode::Throttled, .message = "Too many tries. Wait a little and try again"};
    error.retry_after_secs = secs;
    return std::unexpected(std::move(error));
  }
  TRY(const storage::OidcProvider provider, storage_.find(domain));
  const Turn turn(free_);
  TRY_VOID(turn.taken());
  TRY(const Endpoints endpoints, discover(provider.issuer));
  const std::string state = make_token();
  const storage::OidcSignIn begun{.state_hash = hash_token(state),
                                  .domain = provider.domain,
                                  .issuer = provider.issuer,
                                  .nonce = make_token(),
                                  .verifier = make_token(),
                                  .binding = binding,
                                  .token_endpoint = endpoints.token,
                                  .userinfo_endpoint = endpoints.userinfo,
                                  .secret_in_body = endpoints.secret_in_body,
                                  .expires_at = clock_.wall_now() + kSignInLife};
  TRY_VOID(storage_.begin(begun));
  std::string query;
  add(query, "response_type", "code");
  add(query, "client_id", provider.client_id);
  add(query, "redirect_uri", redirect_uri());
  add(query, "scope", "openid email");
  add(query, "state", state);
  add(query, "nonce", begun.nonce);
  add(query, "code_challenge", s256(begun.verifier));
  add(query, "code_challenge_method", "S256");
  return endpoints.authorization + (endpoints.authorization.find('?') == std::string::npos ? "?" : "&") + query;
}

base::Result<Person> Oidc::redeem(const storage::OidcSignIn& begun, const storage::OidcProvider& provider, const std::string& code) {
  const bool has_secret = !provider.sealed_secret.empty();
  std::string secret;
  if (has_secret) {
    TRY(secret, key_.unseal(provider.sealed_secret, purpose_of(provider.domain)));
  }
  WebCall question{.url = begun.token_endpoint};
  add(question.form, "grant_type", "authorization_code");
  add(question.form, "code", code);
  add(question.form, "redirect_uri", redirect_uri());
  add(question.form, "code_verifier", begun.verifier);
  if (has_secret && !begun.secret_in_body) {  // RFC 6749 §2.3.1
    question.user = base::percent_encode(provider.client_id);
    question.password = base::percent_encode(secret);
  } else {
    add(question.form, "client_id", provider.client_id);
    if (has_secret) add(question.form, "client_secret", secret);
  }
  TRY(const WebAnswer answer, call(question));
  if (answer.status != 200) return refused("the token endpoint answered " + std::to_string(answer.status));
  api::JsonDocument document(answer.body, api::JsonSource::Reply);
  const std::string token = document.root().text("id_token");
  const std::string access = document.root().maybe_text("access_token").value_or("");
  if (!document.good()) return refused("the token endpoint gave no ID token");
  TRY(Person person,
      person_in_id_token(token,
                         {.issuer = provider.issuer, .client_id = provider.client_id, .nonce = begun.nonce, .now = clock_.wall_now()}));
  if (person.email || begun.userinfo_endpoint.empty() || access.empty() || !is_one_line(access)) return person;
  TRY(const WebAnswer told, call({.url = begun.userinfo_endpoint, .bearer = access}));
  if (told.status != 200) return refused("userinfo answered " + std::to_string(told.status));
  return person_in_userinfo(told.body, person.subject);
}

base::Result<Oidc::Confirmed> Oidc::finish(const api::OidcReturn& given, std::string_view client_ip) {
  if (given.code.empty() || given.code.size() > kCodeBytesMax) return refused("no code");
  const auto begun = storage_.take(hash_token(given.state), clock_.wall_now());
  if (!begun) return begun.error().code == ErrorCode::NotFound ? refused("no such state") : std::unexpected(begun.error());
  const std::string binding = domain::sha256_hex(given.secret);
  if (binding.size() != begun->binding.size() || sodium_memcmp(binding.data(), begun->binding.data(), binding.size()) != 0)
    return refused("begun in another tab");
  if (!given.iss.empty() && given.iss != begun->issuer) return refused("an answer of another issuer");
  const auto provider = storage_.find(begun->domain);
  if (!provider || provider->issuer != begun->issuer) return refused("the provider was changed meanwhile");
  const Turn turn(free_);
  TRY_VOID(turn.taken());
  TRY(const Person person, redeem(*begun, *provider, given.code));
  const auto nobody = [] { return fail(ErrorCode::NotFound, "The provider named no confirmed address of this domain"); };
  if (!person.email || !person.email_verified) return nobody();
  const auto address = domain::parse_address(*person.email);
  if (!address || address->domain != begun->domain) return nobody();
  by_address_.forgive(throttle_key_of(client_ip));
  return Confirmed{.mailbox = domain::address_key(address->text()), .issuer = begun->issuer};
}

base::Result<void> Oidc::configure(const std::string& domain, const api::NewOidcSettings& wanted, Caller caller,
                                   const std::string& changed_by) {
  TRY_VOID(check(wanted, caller));
  storage::OidcProvider provider{.domain = domain,
                                 .issuer = wanted.issuer,
                                 .client_id = wanted.client_id,
                                 .sealed_secret = {},
                                 .changed_at = clock_.wall_now(),
                                 .changed_by = changed_by};
  const auto known = storage_.find(domain);
  if (!known && known.error().code != ErrorCode::NotFound) return std::unexpected(known.error());
  if (wanted.client_secret && !wanted.client_secret->empty()) {
    TRY(provider.sealed_secret, key_.seal(*wanted.client_secret, purpose_of(domain)));
  } else if (!wanted.client_secret && known && known->issuer == wanted.issuer && known->client_id == wanted.client_id) {
    provider.sealed_secret = known->sealed_secret;
  }
  {
    const Turn turn(free_);
    TRY_VOID(turn.taken());
    if (const auto found = discover(wanted.issuer); !found)
      return fail(ErrorCode::Refused, "There is no OpenID Connect provider at this address", "issuer", found.error().detail);
  }
  return storage_.put(provider);
}

base::Result<api::OidcSettings> Oidc::settings(std::string_view domain) const {
  TRY(const storage::OidcProvider provider, storage_.find(domain));
  return api::OidcSettings{.issuer = provider.issuer,
                           .client_id = provider.client_id,
                           .has_secret = !provider.sealed_secret.empty(),
                           .redirect_uri = redirect_uri(),
                           .changed_at = provider.changed_at,
                           .changed_by = provider.changed_by};
}

}  // namespace pratique::auth
