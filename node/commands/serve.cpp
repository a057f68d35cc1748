#include "node/commands/serve.hpp"

#include <csignal>
#include <optional>
#include <string>

#include "node/commands/list_maps.hpp"
#include "node/http/serve.hpp"
#include "node/ingest/lmtp_server.hpp"

namespace pratique::commands {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

http::ServerOptions http_options(const config::Config& config) {
  http::ServerOptions options;
  options.listen_address = config.http.listen.address;
  options.port = config.http.listen.port;
  options.portal_dir = config.http.portal;
  options.scratch_dir = config.storage.data / "scratch";
  options.undo_window_secs = config.release.undo_window_secs;
  options.helo_name = config.release.helo_name;
  options.trust_forwarded_for = config.http.trust_forwarded_for;
  options.release_timeout_secs = config.release.timeout_secs;
  return options;
}

}  // namespace

void block_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // a peer that hangs up is an answer of write(), not the end
}

base::Result<void> serve(const config::Config& config, storage::Storage& storage, const base::Clock& clock, base::Logger& log) {
  http::Server http(http_options(config), storage, clock, log);
  TRY_VOID(http.start());
  ingest::LmtpServer lmtp(config.lmtp, storage, clock, log);
  lmtp.on_release([&http] { http.wake_jobs(); });
  TRY_VOID(lmtp.start());
  std::optional<MapsWriter> maps;
  if (!config.mail_flow.maps_dir.empty()) maps.emplace(config.mail_flow.maps_dir, storage, clock, log);
  log.info("serving", {{"http_port", std::int64_t{config.http.listen.port}}, {"lmtp_port", std::int64_t{config.lmtp.listen.port}}});
  const sigset_t signals = stop_signals();
  int number = 0;
  while (sigwait(&signals, &number) != 0) {
  }
  log.info("stopping", {{"signal", std::int64_t{number}}});
  lmtp.stop();
  http.stop();
  log.info("stopped");
  return {};
}

}  // namespace pratique::commands
