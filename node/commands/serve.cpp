#include "node/commands/serve.hpp"

#include <unistd.h>

#include <csignal>
#include <optional>
#include <string>

#include "node/commands/brand_commands.hpp"
#include "node/commands/list_maps.hpp"
#include "node/http/serve.hpp"
#include "node/ingest/lmtp_server.hpp"
#include "node/ingest/mail_log_tail.hpp"
#include "node/jobs/retention_sweep.hpp"

namespace pratique::commands {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

ingest::MailLogRules mail_log_rules(const config::Config& config) {
  return {.quarantine_domain = config.lmtp.quarantine_domain,
          .events_address = config.mail_flow.events_address,
          .reports_domain = config.report.domain,
          .node_name = host_name(),
          .trusted = ingest::Networks(config.mail_flow.trusted_networks)};
}

handlers::Watched watched(const config::Config& config, const ingest::LmtpServer& lmtp, const ingest::MailLogTail* mail_log) {
  handlers::Watched watched;
  watched.lmtp_address = config.lmtp.listen.address;
  watched.lmtp_port = config.lmtp.listen.port;
  watched.filter.url = config.filter.controller;
  watched.filter.password = config.filter.password;
  watched.data_dir = config.storage.data;
  if (mail_log != nullptr) {
    watched.mail_log = [mail_log, file = config.mail_flow.mail_log] {
      return handlers::MailLogState{
          .is_readable = ::access(file.c_str(), R_OK) == 0, .caught_up_at = mail_log->caught_up_at(), .lines = mail_log->lines_read()};
    };
  }
  if (!config.mail_flow.events_address.empty())
    watched.events = [&lmtp] { return handlers::EventState{.taken = lmtp.events().taken(), .dropped = lmtp.events().dropped()}; };
  if (!config.http.metrics_from.empty())
    watched.may_read_metrics = [allowed = ingest::Networks(config.http.metrics_from)](std::string_view ip) { return allowed.contains(ip); };
  return watched;
}

http::ServerOptions http_options(const config::Config& config, const ingest::LmtpServer& lmtp, const ingest::MailLogTail* mail_log) {
  http::ServerOptions options;
  options.listen_address = config.http.listen.address;
  options.port = config.http.listen.port;
  options.portal_dir = config.http.portal;
  options.embed_origins = config.http.embed_origins;
  options.public_url = config.http.public_url;
  options.key_file = config.storage.data / "node.key";
  options.scratch_dir = config.storage.data / "scratch";
  options.undo_window_secs = config.release.undo_window_secs;
  options.helo_name = config.release.helo_name;
  if (!config.http.proxies.empty())
    options.is_proxy = [networks = ingest::Networks(config.http.proxies)](std::string_view ip) { return networks.contains(ip); };
  options.release_timeout_secs = config.release.timeout_secs;
  options.reports.host_name = config.mail_flow.hostname;
  options.reports.domain = config.report.domain;
  options.reports.per_hour = config.report.per_hour;
  if (!config.report.anonymous_from.empty())
    options.reports.may_report_anonymously = [allowed = ingest::Networks(config.report.anonymous_from)](std::string_view ip) {
      return allowed.contains(ip);
    };
  options.doors.timeout = std::chrono::seconds(config.sign_in.timeout_secs);
  options.doors.plain_text = config.sign_in.plain_text ? auth::PlainText::Anywhere : auth::PlainText::LoopbackOnly;
  options.watched = watched(config, lmtp, mail_log);
  return options;
}

}  // namespace

void block_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // a peer that hangs up is an answer of write(), not the end
}

base::Result<void> serve(const config::Config& config, storage::Storage& storage, const base::Clock& clock, base::Logger& log) {
  ingest::LmtpServer lmtp(config.lmtp, storage, clock, log, {}, config.mail_flow, config.report);
  std::optional<ingest::MailLogTail> mail_log;
  if (!config.mail_flow.mail_log.empty())
    mail_log.emplace(ingest::MailLogTailOptions{.file = config.mail_flow.mail_log}, mail_log_rules(config), storage, clock, log);
  http::Server http(http_options(config, lmtp, mail_log ? &*mail_log : nullptr), storage, clock, log);
  TRY_VOID(make_missing_certificates(config, storage, clock.wall_now()));
  TRY_VOID(http.start());
  lmtp.on_release([&http] { http.wake_jobs(); });
  lmtp.report_to(&http.reports());
  TRY_VOID(lmtp.start());
  if (mail_log) mail_log->start();
  std::optional<MapsWriter> maps;
  if (!config.mail_flow.maps_dir.empty()) maps.emplace(config.mail_flow.maps_dir, storage, clock, log);
  jobs::RetentionSweep retention({.log_days = config.retention.log_days}, storage, clock, log);
  retention.start();
  log.info("serving", {{"http_port", std::int64_t{config.http.listen.port}}, {"lmtp_port", std::int64_t{config.lmtp.listen.port}}});
  const sigset_t signals = stop_signals();
  int number = 0;
  while (sigwait(&signals, &number) != 0) {
  }
  log.info("stopping", {{"signal", std::int64_t{number}}});
  retention.stop();
  if (mail_log) mail_log->stop();
  lmtp.stop();
  http.stop();
  log.info("stopped");
  return {};
}

}  // namespace pratique::commands
