#include "node/http/router.hpp"

#include <exception>
#include <vector>

#include "client/api/error_code.hpp"
#include "client/base/text.hpp"
#include "node/auth/token.hpp"
#include "node/compat/routes.hpp"
#include "node/domain/digest.hpp"

namespace pratique::http {
namespace {

using base::ErrorCode;
using handlers::Access;
using handlers::Answer;
using handlers::Request;
using handlers::Response;
using handlers::Route;

constexpr std::size_t kIdempotencyKeyBytesMax = 200;
constexpr std::size_t kBodyKeptMax = 1u << 20;

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const auto end = path.find('/');
    segments.push_back(path.substr(0, end));
    if (end == std::string_view::npos) break;
    path.remove_prefix(end);
  }
  return segments;
}

std::optional<std::map<std::string, std::string>> values_in(std::string_view pattern, std::string_view path) {
  const auto wanted = segments_of(pattern);
  const auto given = segments_of(path);
  std::map<std::string, std::string> values;
  if (pattern.ends_with("*}")) {  // all that follows, for handlers that read the path themselves
    const std::string_view start = pattern.substr(0, pattern.find('{'));
    return path.starts_with(start) ? std::optional(std::move(values)) : std::nullopt;
  }
  if (wanted.size() != given.size()) return std::nullopt;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return std::nullopt;
      values.emplace(wanted[i].substr(1, wanted[i].size() - 2), base::percent_decode(given[i]));
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return values;
}

std::map<std::string, std::string> query_values(std::string_view query) {
  std::map<std::string, std::string> values;
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    const auto equals = pair.find('=');
    if (!pair.empty()) {
      values.emplace(
          base::percent_decode(pair.substr(0, equals), base::PlusSign::Blank),
          equals == std::string_view::npos ? std::string() : base::percent_decode(pair.substr(equals + 1), base::PlusSign::Blank));
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return values;
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() < kScheme.size() || !base::equals_ignoring_ascii_case(authorization.substr(0, kScheme.size()), kScheme))
    return {};
  return base::trim(authorization.substr(kScheme.size()));
}

std::size_t body_bytes(const Incoming& incoming) {
  std::size_t bytes = incoming.body.size();
  if (!incoming.form) return bytes;
  for (const handlers::FormPart& part : *incoming.form) bytes += part.bytes.size();
  return bytes;
}

// Also of what a form holds, which is no longer in the body.
std::string hash_of(const Request& request) {
  std::string text = request.method + " " + request.path + "\n" + request.body;
  for (const auto& [name, value] : request.in_query) text += "\n" + name + "=" + value;
  if (request.form) {
    for (const handlers::FormPart& part : *request.form) text += "\n" + part.name + "\n" + domain::sha256_hex(part.bytes);
  }
  return domain::sha256_hex(text);
}

// A header that the handler has set itself stays.
void add_header(Response& response, std::string_view name, std::string_view value) {
  for (const auto& [known, unused] : response.headers) {
    if (base::equals_ignoring_ascii_case(known, name)) return;
  }
  response.headers.emplace_back(name, value);
}

void harden(Response& response, const std::string& request_id) {
  add_header(response, "X-Content-Type-Options", "nosniff");
  add_header(response, "Cache-Control", "no-store");
  add_header(response, "Referrer-Policy", "no-referrer");
  add_header(response, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  add_header(response, "Cross-Origin-Resource-Policy", "same-origin");
  add_header(response, "X-Request-Id", request_id);
}

}  // namespace

bool Router::owns(std::string_view path) {
  return path == "/v1" || path.starts_with("/v1/") || path == "/livez" || path == "/readyz" || path == "/metrics" ||
         path == "/spamreport.php" || path.starts_with("/.well-known/acme-challenge/") || path.starts_with("/api/");
}

Router::Match Router::match(const std::string& method, std::string_view path) {
  Match match;
  for (const auto table : {handlers::routes(), compat::routes()}) {
    for (const Route& route : table) {
      auto values = values_in(route.pattern, path);
      if (!values) continue;
      if (route.method == method) {
        // Patterns in words come before patterns with values in the table, so the first is the right one.
        if (match.route == nullptr) {
          match.route = &route;
          match.in_path = *std::move(values);
        }
      } else {
        match.allowed_methods += match.allowed_methods.empty() ? "" : ", ";
        match.allowed_methods += route.method;
      }
    }
  }
  return match;
}

Response Router::handle(Incoming incoming) {
  Seen seen{.started = services_.clock.mono_now()};
  Request request;
  request.id = auth::make_token().substr(0, 16);
  const Match found = match(incoming.method, incoming.path);
  seen.request_id = request.id;
  seen.method = incoming.method;
  seen.route = found.route == nullptr ? std::string_view("none") : found.route->pattern;
  seen.client_ip = incoming.client_ip;
  Response response = finished([&] { return answer(incoming, found, request); }, seen);
  if (found.route == nullptr && !found.allowed_methods.empty()) {
    response.status = 405;
    response.headers.emplace_back("Allow", found.allowed_methods);
  }
  seen.user_id = request.caller ? request.caller->user.id : 0;
  if (response.wait) {
    response.wait->run = [this, run = std::move(response.wait->run), seen]() -> Answer {
      Response late = finished(run, seen);
      log_request(late, seen);
      return late;
    };
    return response;
  }
  log_request(response, seen);
  return response;
}

Response Router::finished(const std::function<Answer()>& give, const Seen& seen) const {
  Response response;
  try {
    Answer given = give();
    response = given ? *std::move(given) : error_response(std::move(given).error(), seen.request_id);
  } catch (const std::exception& thrown) {  // libraries throw; nothing of ours does
    response = error_response({.code = ErrorCode::Internal, .message = "Something went wrong on the server", .detail = thrown.what()},
                              seen.request_id);
  }
  harden(response, seen.request_id);
  return response;
}

void Router::log_request(const Response& response, const Seen& seen) const {
  services_.log.info("request", {{"request_id", seen.request_id},
                                 {"method", seen.method},
                                 {"route", seen.route},
                                 {"status", static_cast<std::int64_t>(response.status)},
                                 {"duration_ms", (services_.clock.mono_now() - seen.started).count()},
                                 {"bytes", static_cast<std::int64_t>(response.body.size())},
                                 {"user_id", seen.user_id},
                                 {"client_ip", seen.client_ip}});
}

Answer Router::answer(Incoming& incoming, const Match& found, Request& request) {
  if (found.route == nullptr) {
    return base::fail(found.allowed_methods.empty() ? ErrorCode::NotFound : ErrorCode::BadInput,
                      found.allowed_methods.empty() ? "There is nothing at this address" : "This address does not take that method");
  }
  const Route& route = *found.route;
  if (route.access == Access::Session) {
    TRY(request.caller, services_.authenticator.authenticate(bearer_token(incoming.authorization)));
  }
  if (body_bytes(incoming) > route.body_bytes_max) {
    return base::fail(ErrorCode::TooLarge, route.body_bytes_max == 0 ? "This address takes no body" : "The request is too large", "body");
  }
  request.method = incoming.method;
  request.path = incoming.path;
  request.in_path = found.in_path;
  request.in_query = query_values(incoming.query);
  request.body = std::move(incoming.body);
  request.content_type = std::move(incoming.content_type);
  request.form = std::move(incoming.form);
  request.authorization = std::move(incoming.authorization);
  request.client_ip = incoming.client_ip;
  request.user_agent = std::move(incoming.user_agent);
  request.host = incoming.host;
  request.if_none_match = incoming.if_none_match;
  request.idempotency_key = incoming.idempotency_key;
  request.range = incoming.range;
  request.last_event_id = base::parse_integer(incoming.last_event_id);
  const bool is_keyed = route.repeat == handlers::Repeat::Once && !request.idempotency_key.empty();
  return is_keyed ? answer_once(route, request) : route.handler(services_, request);
}

// The first answer to a key is kept and given again; a repeat that comes while the first is being answered waits for it.
Answer Router::answer_once(const Route& route, const Request& request) {
  if (request.idempotency_key.size() > kIdempotencyKeyBytesMax)
    return base::fail(ErrorCode::BadInput, "At most 200 characters", "Idempotency-Key");
  const std::int64_t user_id = request.caller->user.id;
  const auto mine = std::pair(user_id, request.idempotency_key);
  std::unique_lock lock(mutex_);
  answered_.wait(lock, [&] { return !under_way_.contains(mine); });
  under_way_.insert(mine);
  lock.unlock();
  struct Leave {
    Router& router;
    const std::pair<std::int64_t, std::string>& key;
    ~Leave() {
      {
        const std::lock_guard guard(router.mutex_);
        router.under_way_.erase(key);
      }
      router.answered_.notify_all();
    }
  } const leave{*this, mine};

  storage::JobRepository& jobs = services_.storage.jobs();
  const std::string request_hash = hash_of(request);
  TRY(const auto kept, jobs.kept_answer(user_id, request.idempotency_key));
  if (kept) {
    if (kept->request_hash != request_hash)
      return base::fail(ErrorCode::Conflict, "This key was used for another request", "Idempotency-Key");
    Response again = handlers::json_response(kept->body, kept->status);
    again.headers.emplace_back("Idempotency-Replayed", "true");
    return again;
  }
  Answer given = route.handler(services_, request);
  // Errors that may pass (busy, throttled) are not kept: the repeat is what the key is for.
  if (given && given->body.size() <= kBodyKeptMax) {
    TRY_VOID(jobs.keep_answer(user_id, request.idempotency_key,
                              {.status = given->status, .body = given->body, .request_hash = request_hash}, services_.clock.wall_now()));
  }
  return given;
}

Response Router::error_response(base::Error error, const std::string& request_id) const {
  const int status = api::http_status(error.code);
  if (status >= 500) {
    services_.log.error("request_failed", {{"request_id", request_id}, {"message", error.message}, {"detail", error.detail}});
    if (status == 500) error.message = "Something went wrong on the server";
  }
  error.request_id = request_id;
  Response response = handlers::json_response(api::encode(error), status);
  if (error.retry_after_secs || status == 503)
    response.headers.emplace_back("Retry-After", std::to_string(error.retry_after_secs.value_or(5)));
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace pratique::http
