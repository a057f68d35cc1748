#include "node/compat/panel_api.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "client/api/json_writer.hpp"
#include "client/base/text.hpp"
#include "node/compat/basic.hpp"
#include "node/domain/address.hpp"
#include "node/domain/base64.hpp"

namespace pratique::compat {
namespace {

using api::Role;
using base::ErrorCode;
using handlers::Answer;
using handlers::Request;
using handlers::Response;
using handlers::Services;

constexpr std::string_view kVersion = "1.0";  // two numbers: panels compare both

struct Call {
  std::string name;  // "domain/exists", lower case
  std::map<std::string, std::string, std::less<>> parameters;
  bool is_json = false;
  [[nodiscard]] std::string value(std::string_view key) const {
    const auto found = parameters.find(key);
    return found == parameters.end() ? std::string() : found->second;
  }
};

// What a call answers: a text, a number, a list, or why not.
struct Outcome {
  std::optional<std::string> text;
  std::optional<std::int64_t> present;  // {"present": 0 or 1}
  std::optional<std::vector<std::string>> list;
  std::string error;
};

Outcome wrong(std::string error) {
  return {.text = {}, .present = {}, .list = {}, .error = std::move(error)};
}

// Some clients send empty segments, in front and in between; the raw path is taken apart first, then decoded.
Call read_call(std::string_view path) {
  std::vector<std::string> segments;
  path.remove_prefix(std::string_view("/api").size());
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(base::percent_decode(path.substr(0, end)));
    path.remove_prefix(end);
  }
  Call call;
  if (segments.size() >= 2) call.name = base::to_lower_ascii(segments[0]) + "/" + base::to_lower_ascii(segments[1]);
  for (std::size_t i = 2; i + 1 < segments.size(); i += 2) call.parameters.emplace(base::to_lower_ascii(segments[i]), segments[i + 1]);
  call.is_json = base::to_lower_ascii(call.value("format")) == "json";
  return call;
}

bool owns(const domain::Scope& scope, const std::string& name) {
  return scope.role == Role::SuperAdmin || std::ranges::find(scope.domains, name) != scope.domains.end();
}

base::Result<Outcome> domain_exists(Services& services, const auth::Caller& caller, const Call& call) {
  const auto name = domain::normalise_domain(call.value("domain"));
  if (!name) return wrong("Incorrect usage of API: domain/exists needs a domain");
  const auto found = services.storage.accounts().find_domain(*name);
  if (!found && found.error().code != ErrorCode::NotFound) return std::unexpected(found.error());
  if (caller.scope.role != Role::SuperAdmin && (!found || !owns(caller.scope, *name)))
    return wrong("The domain '" + *name + "' does not belong to the admin '" + caller.user.login + "'");
  return Outcome{.text = {}, .present = found ? 1 : 0, .list = {}, .error = {}};
}

base::Result<Outcome> domains(Services& services, const auth::Caller& caller) {
  TRY(const auto all, services.storage.accounts().domains());
  Outcome outcome{.text = {}, .present = {}, .list = std::vector<std::string>(), .error = {}};
  for (const storage::Domain& domain : all) {
    if (owns(caller.scope, domain.name)) outcome.list->push_back(domain.name);
  }
  return outcome;
}

base::Result<Outcome> create_ticket(Services& services, const auth::Caller& caller, const Call& call, const std::string& client_ip) {
  const std::string login = call.value("username");
  api::NewTicket wanted{.login = login, .identifier = call.value("identifier"), .logout_url = {}};
  if (const std::string encoded = call.value("logouturl"); !encoded.empty()) {
    const auto url = domain::base64_decode(encoded);
    if (!url) return wrong("Incorrect usage of API: logouturl is not base64");
    wanted.logout_url = *url;
  }
  const auto ticket = services.authenticator.make_ticket(caller, wanted, client_ip);
  if (ticket) return Outcome{.text = ticket->ticket, .present = {}, .list = {}, .error = {}};
  switch (ticket.error().code) {
    case ErrorCode::NotFound:
      return wrong("'" + login + "' is not registered on this node");
    case ErrorCode::BadInput:
      return wrong("Incorrect usage of API: " + ticket.error().field + ": " + ticket.error().message);
    default:
      return std::unexpected(ticket.error());
  }
}

base::Result<Outcome> carry_out(Services& services, const auth::Caller& caller, const Call& call, const std::string& client_ip) {
  if (caller.scope.role != Role::SuperAdmin && caller.scope.role != Role::Admin)
    return wrong("You don't have permissions to access the API.");
  if (call.name == "version/get") return Outcome{.text = std::string(kVersion), .present = {}, .list = {}, .error = {}};
  if (call.name == "auth/getrole") {
    const bool is_super = caller.scope.role == Role::SuperAdmin;
    return Outcome{.text = is_super ? "admin" : "reseller", .present = {}, .list = {}, .error = {}};
  }
  if (call.name == "domain/exists") return domain_exists(services, caller, call);
  if (call.name == "domainslist/get") return domains(services, caller);
  if (call.name == "authticket/create") return create_ticket(services, caller, call, client_ip);
  return wrong("Incorrect usage of API: there is no call " + call.name);
}

std::string as_json(const Outcome& outcome) {
  api::JsonWriter json;
  json.begin_object();
  json.key("messages");
  if (outcome.error.empty()) {
    json.begin_array();
    json.end_array();
  } else {
    json.begin_object();
    json.field("error", std::vector<std::string>{outcome.error});
    json.end_object();
  }
  if (outcome.present) {
    json.key("result");
    json.begin_object();
    json.field("present", *outcome.present);
    json.end_object();
  } else if (outcome.list) {
    json.field("result", *outcome.list);
  } else {
    json.field("result", outcome.text);
  }
  json.end_object();
  return std::move(json).take();
}

std::string as_text(const Outcome& outcome) {
  if (!outcome.error.empty()) return "ERROR: " + outcome.error;
  if (outcome.text) return *outcome.text;
  api::JsonWriter json;
  if (outcome.present) {
    json.begin_object();
    json.field("present", *outcome.present);
    json.end_object();
  } else if (outcome.list) {
    json.begin_array();
    for (const std::string& name : *outcome.list) json.value(name);
    json.end_array();
  }
  return std::move(json).take();
}

Outcome outcome_of(Services& services, const Request& request, const Call& call) {
  const auto credentials = basic_credentials(request.authorization);
  if (!credentials) return wrong("Supplied credential is invalid.");
  // Administrators' passwords are kept here; nobody waits for a mail server to hear that he is none.
  const auto door = services.authenticator.door_of(*credentials, request.client_ip);
  if (!door || *door) return wrong(door ? "Supplied credential is invalid." : door.error().message);
  const auto caller = services.authenticator.check_password(*credentials, request.client_ip);
  if (!caller) return wrong(caller.error().code == ErrorCode::Unauthenticated ? "Supplied credential is invalid." : caller.error().message);
  auto outcome = carry_out(services, *caller, call, request.client_ip);
  if (outcome) return *std::move(outcome);
  services.log.error("panel_call_failed",
                     {{"request_id", request.id}, {"message", outcome.error().message}, {"detail", outcome.error().detail}});
  return wrong("The server cannot answer at the moment");
}

}  // namespace

Answer answer_panel(Services& services, const Request& request) {
  const Call call = read_call(request.path);
  const Outcome outcome = outcome_of(services, request, call);
  Response response;
  response.content_type = call.is_json ? "application/json" : "text/plain; charset=utf-8";
  response.body = call.is_json ? as_json(outcome) : as_text(outcome);
  return response;
}

}  // namespace pratique::compat
