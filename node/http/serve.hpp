// The HTTP side of the node: API, portal files, event stream, and the runner that carries out jobs (release, remove).
// One Server per process (Drogon is a process-wide framework). start() returns once the port answers; stop() lets
// running requests and deliveries end, closes event streams, and may be called from any thread but the server's own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/result.hpp"
#include "node/auth/door.hpp"
#include "node/handlers/watched.hpp"
#include "node/http/forwarded.hpp"
#include "node/reports/report_service.hpp"
#include "node/storage/storage.hpp"

namespace pratique::http {

struct ServerOptions {
  std::string listen_address = "127.0.0.1";  // IPv4 or IPv6 literal
  std::uint16_t port = 8025;
  std::filesystem::path portal_dir;   // made by tools/pack_portal.py; empty or absent: API only
  std::string embed_origins;          // pages that may frame it under host names that no brand names, separated by spaces
  std::string public_url;             // of the portal, for links in mails and for providers: "https://mail.example.org"; empty: neither
  std::filesystem::path key_file;     // made when first needed; see auth/node_key.hpp
  std::filesystem::path scratch_dir;  // large request bodies while they arrive; made when absent
  int event_loops = 2;                // sockets; never blocked by handlers
  int workers = 4;                    // threads that run handlers
  auth::DoorRules doors{};            // domains whose own servers check passwords
  int deliveries_at_once = 4;         // threads that hand released mail to destination servers
  std::int64_t undo_window_secs = 10;
  std::string helo_name = "localhost";     // what EHLO and LHLO say to destination servers
  IsProxy is_proxy;                        // whose X-Forwarded-… is believed
  std::int64_t release_timeout_secs = 60;  // one conversation with a destination server
  reports::ReportOptions reports{};        // its filter is taken from `watched`
  handlers::Watched watched{};             // the links of the mail's way; its filter is taught by people's verdicts
};

class Server {
 public:
  // `storage`, `clock` and `log` outlive the server.
  Server(ServerOptions options, storage::Storage& storage, const base::Clock& clock, base::Logger& log);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Unavailable: the address cannot be listened on (names it). Conflict: another Server ran in this process.
  [[nodiscard]] base::Result<void> start();
  void stop();
  [[nodiscard]] reports::ReportService& reports();  // lives as long as the server
  void wake_jobs();                                 // work appeared that no request made; any thread, between start() and stop()

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace pratique::http
