// From an HTTP message as plain text to a handler and back. Decides, once for all routes: which route, who is asking and
// with what scope, body limits, repeated writes, error bodies, request ids and security headers. Knows no web framework.
// Blocks (handlers do); any number of threads at once.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "node/handlers/exchange.hpp"
#include "node/handlers/routes.hpp"
#include "node/handlers/services.hpp"

namespace pratique::http {

struct Incoming {
  std::string method;
  std::string path;   // as sent: percent-encoded, without the query
  std::string query;  // as sent
  std::string authorization;
  std::string last_event_id;
  std::string idempotency_key;
  std::string range;
  std::string body;
  std::string content_type;
  std::optional<std::vector<handlers::FormPart>> form;  // of a multipart/form-data body
  std::string client_ip;
  std::string user_agent;
  std::string host;  // as http::Asker has it
  std::string if_none_match;
};

class Router {
 public:
  explicit Router(handlers::Services& services) : services_(services) {}

  // Where the answer has to be waited for (Response::wait), what that runs gives the finished response; it may be run on any thread, later.
  [[nodiscard]] handlers::Response handle(Incoming incoming);

  // True for paths that are the API's even where no route matches: they never fall back to the portal's page.
  [[nodiscard]] static bool owns(std::string_view path);

 private:
  struct Match {
    const handlers::Route* route = nullptr;
    std::map<std::string, std::string> in_path;
    std::string allowed_methods;  // of routes that match but for the method
  };
  [[nodiscard]] static Match match(const std::string& method, std::string_view path);
  [[nodiscard]] handlers::Answer answer(Incoming& incoming, const Match& match, handlers::Request& request);
  [[nodiscard]] handlers::Answer answer_once(const handlers::Route& route, const handlers::Request& request);
  struct Seen {  // what the log says of a request
    std::string request_id;
    std::string method;
    std::string_view route;
    std::int64_t user_id = 0;
    std::string client_ip;
    base::MonoTime started{};
  };
  [[nodiscard]] handlers::Response finished(const std::function<handlers::Answer()>& give, const Seen& seen) const;
  void log_request(const handlers::Response& response, const Seen& seen) const;
  [[nodiscard]] handlers::Response error_response(base::Error error, const std::string& request_id) const;

  handlers::Services& services_;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::set<std::pair<std::int64_t, std::string>> under_way_;  // user and Idempotency-Key
};

}  // namespace pratique::http
