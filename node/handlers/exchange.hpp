// A request and its answer as plain values: what handlers see of HTTP. Made and consumed by node/http.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/base/result.hpp"
#include "node/auth/authenticator.hpp"

namespace pratique::handlers {

struct FormPart {  // of multipart/form-data (RFC 7578)
  std::string name;
  bool is_file = false;
  std::string file_name;
  std::string bytes;
};

struct Request {
  std::string method;
  std::string path;                             // decoded
  std::map<std::string, std::string> in_path;   // "id" → "42"
  std::map<std::string, std::string> in_query;  // decoded; the first of several wins
  std::string body;
  std::string content_type;                   // as sent, with its parameters
  std::optional<std::vector<FormPart>> form;  // of a multipart/form-data body; `body` is empty then
  std::string authorization;                  // as sent; whoever needs a session has `caller`
  std::string client_ip;
  std::string user_agent;                     // as sent, or empty
  std::string host;                           // the portal's name as asked for: lower case, without port; empty: none
  std::string if_none_match;                  // If-None-Match, or empty
  std::string id;                             // given to the caller in X-Request-Id and in errors
  std::string idempotency_key;                // Idempotency-Key, or empty
  std::optional<std::int64_t> last_event_id;  // Last-Event-ID, where it is a number
  std::string range;                          // Range, or empty
  std::optional<auth::Caller> caller;         // always there when the route needs a session

  [[nodiscard]] auth::Client client() const { return {.ip = client_ip, .user_agent = user_agent}; }
  [[nodiscard]] const domain::Scope& scope() const { return caller->scope; }
  [[nodiscard]] const std::string& path_value(const std::string& name) const { return in_path.at(name); }
  [[nodiscard]] std::string query_value(const std::string& name) const {
    const auto found = in_query.find(name);
    return found == in_query.end() ? std::string() : found->second;
  }
};

// An answer that stays open: events of `scope` after `after_id`, as they happen.
struct EventSubscription {
  domain::Scope scope;
  std::string token_hash;  // the stream ends with its session
  std::int64_t after_id = 0;
  std::string opening;  // sent at once
};

// The next piece of a body of unknown length; empty text: the end. Asked on a thread of its own, until the client has gone.
using BodySource = std::function<base::Result<std::string>()>;

struct Response;

// The rest of a call that waits for somebody else's server: run on a thread that nobody else needs.
struct LongWait {
  std::string key;  // whose server: one that is slow does not keep the others' waiting
  std::function<base::Result<Response>()> run;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<EventSubscription> events;
  BodySource source;             // set: instead of `body`
  std::optional<LongWait> wait;  // set: the answer is not here yet, but what it runs gives
};

using Answer = base::Result<Response>;

[[nodiscard]] inline Response response_after(std::string key, std::function<Answer()> run) {
  Response response;
  response.wait.emplace(std::move(key), std::move(run));
  return response;
}

[[nodiscard]] inline Response json_response(std::string body, int status = 200) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

}  // namespace pratique::handlers
