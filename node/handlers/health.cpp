#include "node/handlers/health.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <thread>
#include <tuple>
#include <vector>

#include "client/api/health.hpp"
#include "node/release/connection.hpp"

namespace pratique::handlers {
namespace {

using api::HealthCheck;
using api::HealthState;

constexpr auto kProbeTime = std::chrono::seconds(4);
constexpr std::size_t kDestinationsProbed = 50;
constexpr double kLogLagWarns = 60;  // seconds
constexpr double kLogLagFails = 600;
constexpr double kEventsOldWarns = 86'400;
constexpr double kDiskWarns = 0.10;  // free share
constexpr double kDiskFails = 0.02;

// Whether a server is there and greets.
std::string trouble_with(release::Protocol protocol, const std::string& host, int port) {
  const auto opened =
      release::Connection::open({.protocol = protocol, .host = host, .port = port, .helo_name = "localhost", .timeout = kProbeTime});
  return opened ? std::string() : opened.error().message + (opened.error().detail.empty() ? "" : " (" + opened.error().detail + ")");
}

HealthCheck check_lmtp(const Watched& watched) {
  HealthCheck check{.name = "lmtp", .of = {}, .message = {}, .value = {}};
  if (watched.lmtp_address.empty()) {
    check.state = HealthState::Off;
    check.message = "This process takes no mail";
    return check;
  }
  check.of = watched.lmtp_address + " port " + std::to_string(watched.lmtp_port);
  // "Any" is no address to connect to.
  const std::string host = watched.lmtp_address == "0.0.0.0" ? "127.0.0.1" : watched.lmtp_address == "::" ? "::1" : watched.lmtp_address;
  if (const std::string trouble = trouble_with(release::Protocol::Lmtp, host, watched.lmtp_port); !trouble.empty()) {
    check.state = HealthState::Failed;
    check.message = "The node does not take mail: " + trouble;
  }
  return check;
}

// Domains that share a server are asked about once, all servers at the same time.
std::vector<HealthCheck> check_destinations(const std::vector<storage::Domain>& domains) {
  using Server = std::tuple<storage::RouteProtocol, std::string, int>;
  std::map<Server, std::string> troubles;
  for (const storage::Domain& domain : domains) {
    if (troubles.size() < kDestinationsProbed) troubles.try_emplace({domain.protocol, domain.host, domain.port});
  }
  {
    std::vector<std::jthread> probes;
    for (auto& [server, trouble] : troubles) {
      probes.emplace_back([&server, &trouble] {
        const auto protocol = std::get<0>(server) == storage::RouteProtocol::Lmtp ? release::Protocol::Lmtp : release::Protocol::Smtp;
        trouble = trouble_with(protocol, std::get<1>(server), std::get<2>(server));
      });
    }
  }
  std::vector<HealthCheck> checks;
  for (const storage::Domain& domain : domains) {
    HealthCheck check{.name = "destination", .of = domain.name, .message = {}, .value = {}};
    const auto found = troubles.find({domain.protocol, domain.host, domain.port});
    if (found == troubles.end()) {
      check.state = HealthState::Off;
      check.message = "Not tried: there are too many servers";
    } else if (!found->second.empty()) {
      check.state = HealthState::Failed;
      check.message = "Released mail cannot go to " + domain.host + " port " + std::to_string(domain.port) + ": " + found->second;
    }
    checks.push_back(std::move(check));
  }
  return checks;
}

HealthCheck check_filter(const Watched& watched) {
  HealthCheck check{.name = "filter", .of = watched.filter.url, .message = {}, .value = {}};
  if (watched.filter.url.empty()) {
    check.state = HealthState::Off;
    check.message = "No filter is set to be taught (filter.controller)";
    return check;
  }
  check.message = training::trouble_with(watched.filter);
  if (!check.message.empty()) check.state = HealthState::Failed;
  return check;
}

std::optional<double> lag_of(const MailLogState& state, base::MonoTime now) {
  if (state.caught_up_at.count() == 0) return std::nullopt;
  return static_cast<double>((now - state.caught_up_at).count()) / 1000;
}

HealthCheck check_mail_log(const Watched& watched, base::MonoTime now) {
  HealthCheck check{.name = "mail_log", .of = {}, .message = {}, .value = {}};
  if (!watched.mail_log) {
    check.state = HealthState::Off;
    check.message = "No mail log is set (mail_flow.mail_log): what Postfix refuses and delivers is not seen";
    return check;
  }
  const MailLogState state = watched.mail_log();
  check.value = lag_of(state, now);
  if (!state.is_readable) {
    check.state = HealthState::Failed;
    check.message = "The mail log cannot be read";
  } else if (check.value.value_or(kLogLagFails) >= kLogLagFails) {
    check.state = HealthState::Failed;
    check.message = "The mail log has not been read to its end for minutes";
  } else if (*check.value >= kLogLagWarns) {
    check.state = HealthState::Warning;
    check.message = "The mail log is read late";
  }
  return check;
}

HealthCheck check_events(const Watched& watched, const storage::StoreFigures& figures, base::WallTime now) {
  HealthCheck check{.name = "events", .of = {}, .message = {}, .value = {}};
  if (!watched.events) {
    check.state = HealthState::Off;
    return check;
  }
  if (figures.last_event_at) check.value = static_cast<double>((now - *figures.last_event_at).count()) / 1000;
  if (!check.value) {
    check.state = HealthState::Warning;
    check.message = "The filter has not reported any message yet";
  } else if (*check.value > kEventsOldWarns) {
    check.state = HealthState::Warning;
    check.message = "The filter has not reported a message for more than a day";
  }
  if (watched.events().dropped > 0 && check.state == HealthState::Fine) {
    check.state = HealthState::Warning;
    check.message = "Reports came that could not be read or were not from inside: see the node's own log";
  }
  return check;
}

HealthCheck check_disk(const Watched& watched) {
  HealthCheck check{.name = "disk", .of = watched.data_dir.string(), .message = {}, .value = {}};
  std::error_code error;
  const auto space = std::filesystem::space(watched.data_dir, error);
  if (error || space.capacity == 0) {
    check.state = HealthState::Failed;
    check.message = "The data folder cannot be looked at";
    return check;
  }
  check.value = static_cast<double>(space.available) / static_cast<double>(space.capacity);
  if (*check.value >= kDiskWarns) return check;
  check.state = *check.value < kDiskFails ? HealthState::Failed : HealthState::Warning;
  check.message = "The disk of the data folder is nearly full: mail is put off when it is";
  return check;
}

HealthCheck check_waiting(std::string name, std::int64_t waiting, bool in_trouble, std::string message) {
  HealthCheck check{.name = std::move(name), .of = {}, .message = {}, .value = static_cast<double>(waiting)};
  if (!in_trouble) return check;
  check.state = HealthState::Warning;
  check.message = std::move(message);
  return check;
}

struct Line {
  std::string text;
  void family(std::string_view name, std::string_view type, std::string_view help) {
    text.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
  }
  void sample(std::string_view name, std::string_view labels, double value) {
    char number[40];
    std::snprintf(number, sizeof number, "%.15g", value);
    text.append(name);
    if (!labels.empty()) text.append("{").append(labels).append("}");
    text.append(" ").append(number).append("\n");
  }
};

}  // namespace

Answer show_health(Services& services, const Request& request) {
  if (!request.scope().sees_everything()) return base::fail(base::ErrorCode::NotFound, "There is nothing at this address");
  const Watched& watched = services.watched;
  api::Health health{.checks = {}, .at = services.clock.wall_now()};
  HealthCheck store{.name = "store", .of = {}, .message = {}, .value = {}};
  const auto figures = services.storage.figures();
  const auto domains = services.storage.accounts().domains();
  if (!figures || !domains) {
    store.state = HealthState::Failed;
    store.message = "The message store does not answer: " + (figures ? domains.error().message : figures.error().message);
  }
  health.checks.push_back(check_lmtp(watched));
  if (domains) {
    for (HealthCheck& check : check_destinations(*domains)) health.checks.push_back(std::move(check));
  }
  health.checks.push_back(check_filter(watched));
  health.checks.push_back(check_mail_log(watched, services.clock.mono_now()));
  health.checks.push_back(check_events(watched, figures.value_or(storage::StoreFigures{}), health.at));
  health.checks.push_back(check_disk(watched));
  health.checks.push_back(std::move(store));
  if (figures) {
    const std::int64_t releases_retrying = figures->items_retrying - std::min(figures->items_retrying, figures->lessons_waiting);
    health.checks.push_back(check_waiting("jobs", figures->items_waiting - figures->lessons_waiting, releases_retrying > 0,
                                          "Released mail is tried again: its server did not take it"));
    health.checks.push_back(
        check_waiting("training", figures->lessons_waiting, figures->lessons_waiting > 0, "Verdicts wait to be taught to the filter"));
  }
  return json_response(api::encode(health));
}

Answer metrics(Services& services, const Request& request) {
  const Watched& watched = services.watched;
  if (!watched.may_read_metrics || !watched.may_read_metrics(request.client_ip))
    return base::fail(base::ErrorCode::NotFound, "There is nothing at this address");
  TRY(const auto figures, services.storage.figures());
  Line out;
  out.family("pratique_messages", "gauge", "Messages in the log and the quarantine, by status.");
  for (const auto& [status, count] : figures.by_status)
    out.sample("pratique_messages", "status=\"" + std::string(api::to_wire(status)) + "\"", static_cast<double>(count));
  out.family("pratique_messages_stored_total", "counter", "Deliveries stored since the store was made.");
  out.sample("pratique_messages_stored_total", {}, static_cast<double>(figures.rows_ever));
  out.family("pratique_job_items", "gauge", "Messages that jobs still have to do with.");
  out.sample("pratique_job_items", "state=\"waiting\"", static_cast<double>(figures.items_waiting - figures.items_retrying));
  out.sample("pratique_job_items", "state=\"retrying\"", static_cast<double>(figures.items_retrying));
  out.family("pratique_training_waiting", "gauge", "Verdicts that wait to be taught to the filter.");
  out.sample("pratique_training_waiting", {}, static_cast<double>(figures.lessons_waiting));
  if (watched.events) {
    const EventState events = watched.events();
    out.family("pratique_filter_events_total", "counter", "Reports of the filter since the start.");
    out.sample("pratique_filter_events_total", "result=\"taken\"", static_cast<double>(events.taken));
    out.sample("pratique_filter_events_total", "result=\"dropped\"", static_cast<double>(events.dropped));
  }
  if (figures.last_event_at) {
    out.family("pratique_filter_last_event_timestamp_seconds", "gauge", "When the filter looked at the message it reported last.");
    out.sample("pratique_filter_last_event_timestamp_seconds", {},
               static_cast<double>(figures.last_event_at->time_since_epoch().count()) / 1000);
  }
  if (watched.mail_log) {
    const MailLogState log = watched.mail_log();
    out.family("pratique_mail_log_lines_total", "counter", "Lines of the mail log read since the start.");
    out.sample("pratique_mail_log_lines_total", {}, static_cast<double>(log.lines));
    if (const auto lag = lag_of(log, services.clock.mono_now())) {
      out.family("pratique_mail_log_lag_seconds", "gauge", "Time since the mail log was last read to its end.");
      out.sample("pratique_mail_log_lag_seconds", {}, *lag);
    }
  }
  if (const HealthCheck disk = check_disk(watched); disk.value) {
    out.family("pratique_disk_free_ratio", "gauge", "Free share of the disk of the data folder.");
    out.sample("pratique_disk_free_ratio", {}, *disk.value);
  }
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = std::move(out.text);
  return response;
}

}  // namespace pratique::handlers
