#include <arpa/inet.h>
#include <drogon/HttpAppFramework.h>
#include <drogon/HttpRequest.h>
#include <drogon/HttpResponse.h>
#include <drogon/MultiPart.h>
#include <drogon/utils/Utilities.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <future>
#include <thread>

#include "client/api/error_code.hpp"
#include "client/base/text.hpp"
#include "node/http/connection_socket.hpp"
#include "node/http/door_pool.hpp"
#include "node/http/event_hub.hpp"
#include "node/http/long_bodies.hpp"
#include "node/http/portal_files.hpp"
#include "node/http/router.hpp"
#include "node/http/serve.hpp"
#include "node/http/worker_pool.hpp"
#include "node/jobs/job_runner.hpp"
#include "node/jobs/report_lessons.hpp"

namespace pratique::http {
namespace {

using base::ErrorCode;
using drogon::HttpRequestPtr;
using drogon::HttpResponsePtr;
using Callback = std::function<void(const HttpResponsePtr&)>;

constexpr std::size_t kBodyBytesMax = std::size_t{92} << 20;  // routes allow less; beyond this the framework refuses to read
constexpr std::size_t kBodyInMemory = 1u << 20;               // larger ones wait in a file of the scratch folder
constexpr std::size_t kCompressedFrom = 1400;                 // bytes of JSON; less fits into one packet as it is
constexpr std::size_t kQueuedMax = 1000;
constexpr std::size_t kIdleConnectionSecs = 3600;  // longer than an event stream lasts: its writes are not seen as life
constexpr std::size_t kStreamsMax = 5000;
constexpr auto kDrainTime = std::chrono::seconds(10);
constexpr int kListenTries = 500;
constexpr auto kListenPause = std::chrono::milliseconds(20);
constexpr double kSweepEverySecs = 600;
constexpr double kBrandsEverySecs = 2;  // what a command beside the node changed

HttpResponsePtr to_drogon(handlers::Response response) {
  HttpResponsePtr out = drogon::HttpResponse::newHttpResponse();
  out->setStatusCode(static_cast<drogon::HttpStatusCode>(response.status));
  if (response.status != 204 && response.status != 304) out->setContentTypeString(response.content_type);
  for (auto& [name, value] : response.headers) out->addHeader(name, std::move(value));
  out->setBody(std::move(response.body));
  return out;
}

// Lists are much alike row by row: a page shrinks to a sixth.
void compress(handlers::Response& response) {
  if (response.body.size() < kCompressedFrom || response.content_type != "application/json") return;
  std::string small = drogon::utils::gzipCompress(response.body.data(), response.body.size());
  if (small.empty() || small.size() >= response.body.size()) return;
  response.body = std::move(small);
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("Vary", "Accept-Encoding");
}

handlers::Response busy_response() {
  handlers::Response response =
      handlers::json_response(api::encode({.code = ErrorCode::Unavailable, .message = "The server is busy. Try again in a moment"}), 503);
  response.headers = {{"Retry-After", "2"}, {"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}};
  return response;
}

std::string stream_head(const handlers::Response& response) {
  std::string head = "HTTP/1.1 200 OK\r\nContent-Type: " + response.content_type + "\r\n";
  for (const auto& [name, value] : response.headers) head.append(name).append(": ").append(value).append("\r\n");
  return head + "X-Accel-Buffering: no\r\nConnection: close\r\n\r\n";
}

bool is_form(std::string_view content_type) {
  constexpr std::string_view kType = "multipart/form-data";
  return base::equals_ignoring_ascii_case(content_type.substr(0, kType.size()), kType);
}

// Nothing when the body is not what its type says.
std::optional<std::vector<handlers::FormPart>> form_of(const HttpRequestPtr& request) {
  drogon::MultiPartParser parser;
  if (parser.parse(request) != 0) return std::nullopt;
  std::vector<handlers::FormPart> parts;
  for (const auto& [name, value] : parser.getParameters()) parts.push_back({.name = name, .bytes = value});
  for (const drogon::HttpFile& file : parser.getFiles())
    parts.push_back(
        {.name = file.getItemName(), .is_file = true, .file_name = file.getFileName(), .bytes = std::string(file.fileContent())});
  return parts;
}

struct Endpoint {
  sockaddr_storage address{};
  socklen_t length = 0;
  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }
  [[nodiscard]] int open_socket() const { return ::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0); }
};

base::Result<Endpoint> endpoint_of(const std::string& address, std::uint16_t port) {
  Endpoint out;
  auto& v4 = reinterpret_cast<sockaddr_in&>(out.address);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(out.address);
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    out.length = sizeof v4;
  } else if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    out.length = sizeof v6;
  } else {
    return base::fail(ErrorCode::BadInput, "“" + address + "” is not an IP address to listen on");
  }
  return out;
}

std::unexpected<base::Error> cannot_listen(const std::string& address, std::uint16_t port, const std::string& why) {
  return base::fail(ErrorCode::Unavailable, "Cannot listen on " + address + " port " + std::to_string(port) + ": " + why);
}

// The framework ends the process when it cannot listen; asking first gives a sentence instead.
base::Result<void> check_address(const std::string& address, std::uint16_t port) {
  TRY(const Endpoint endpoint, endpoint_of(address, port));
  const int fd = endpoint.open_socket();
  const int one = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  const int listening = ::bind(fd, endpoint.get(), endpoint.length) == 0 ? ::listen(fd, 1) : -1;
  const std::string why = std::strerror(errno);
  ::close(fd);
  if (listening == 0) return {};
  return cannot_listen(address, port, why);
}

// The framework says that it has begun a moment before it listens.
base::Result<void> wait_until_listening(const std::string& address, std::uint16_t port) {
  TRY(const Endpoint endpoint, endpoint_of(address, port));
  for (int tries = 0; tries < kListenTries; ++tries) {
    const int fd = endpoint.open_socket();
    const bool listens = ::connect(fd, endpoint.get(), endpoint.length) == 0;
    ::close(fd);
    if (listens) return {};
    std::this_thread::sleep_for(kListenPause);
  }
  return cannot_listen(address, port, "it does not answer");
}

std::atomic<bool> framework_used = false;

}  // namespace

struct Server::Running {
  Running(ServerOptions given, storage::Storage& store, const base::Clock& time, base::Logger& logger)
      : options(std::move(given)), storage(store), clock(time), log(logger) {}

  void serve(const HttpRequestPtr& request, Callback callback);
  enum class Coding : std::uint8_t { Plain, Gzip };
  void answer(Incoming incoming, const Callback& callback, int socket, Coding coding);
  void wait_elsewhere(handlers::LongWait wait, const Callback& callback);
  [[nodiscard]] Incoming incoming_of(const HttpRequestPtr& request) const;
  [[nodiscard]] Asker asker_of(const HttpRequestPtr& request) const;
  void refresh_brands();
  void configure();
  void one_request_less();
  void drain();

  [[nodiscard]] reports::ReportOptions report_options() const {
    reports::ReportOptions out = options.reports;
    out.filter = options.watched.filter;
    return out;
  }

  ServerOptions options;
  storage::Storage& storage;
  const base::Clock& clock;
  base::Logger& log;
  PortalFiles portal;

  jobs::JobGate gate;
  jobs::JobService job_service{storage, gate, clock, options.undo_window_secs, !options.watched.filter.url.empty()};
  reports::ReportService reports{report_options(), storage, clock, log};
  jobs::ReportLessons lessons{reports, log};
  auth::Doors doors{storage.doors(), options.doors};
  auth::NodeKey key{options.key_file};
  auth::SecondFactor second_factor{storage.second_factors(), key, clock};
  auth::Authenticator authenticator{storage, doors, second_factor, clock};
  letters::LinkMailer links{{.public_url = options.public_url, .helo_name = options.helo_name}, authenticator, storage, clock, log};
  auth::Oidc oidc{options.public_url, storage.oidc(), key, clock};
  handlers::BrandDirectory brands{storage.brands(), options.embed_origins};
  handlers::Services services{storage,         authenticator, job_service,   clock, log,  options.undo_window_secs,
                              options.watched, reports,       second_factor, links, oidc, brands};
  Router router{services};
  EventHub hub{storage, clock, log};
  LongBodies bodies{log};
  DoorPool door_pool{{}};
  WorkerPool workers{options.workers, kQueuedMax};
  jobs::JobRunner runner{{.deliveries_at_once = options.deliveries_at_once,
                          .helo_name = options.helo_name,
                          .conversation_timeout = std::chrono::seconds(options.release_timeout_secs),
                          .filter = options.watched.filter},
                         storage,
                         gate,
                         clock,
                         log};

  std::thread framework;
  std::mutex mutex;
  std::condition_variable idle;
  int requests = 0;
  bool is_stopping = false;
};

Incoming Server::Running::incoming_of(const HttpRequestPtr& request) const {
  Incoming incoming;
  incoming.method = request->methodString();
  incoming.path = request->getOriginalPath();
  incoming.query = request->query();
  incoming.authorization = request->getHeader("authorization");
  incoming.last_event_id = request->getHeader("last-event-id");
  incoming.idempotency_key = request->getHeader("idempotency-key");
  incoming.range = request->getHeader("range");
  incoming.user_agent = request->getHeader("user-agent");
  incoming.content_type = request->getHeader("content-type");
  if (is_form(incoming.content_type))
    incoming.form = form_of(request);
  else
    incoming.body = std::string(request->body());
  incoming.if_none_match = request->getHeader("if-none-match");
  Asker asker = asker_of(request);
  incoming.client_ip = std::move(asker.client_ip);
  incoming.host = std::move(asker.host);
  return incoming;
}

Asker Server::Running::asker_of(const HttpRequestPtr& request) const {
  const std::string peer = request->peerAddr().toIp();
  return http::asker_of({.peer_ip = peer,
                         .host = request->getHeader("host"),
                         .forwarded_for = request->getHeader("x-forwarded-for"),
                         .forwarded_host = request->getHeader("x-forwarded-host"),
                         .forwarded_proto = request->getHeader("x-forwarded-proto")},
                        options.is_proxy);
}

void Server::Running::serve(const HttpRequestPtr& request, Callback callback) {
  const std::string& path = request->getOriginalPath();
  if (!Router::owns(path)) {
    const std::string method = request->methodString();
    const auto brand = brands.of_host(asker_of(request).host);
    callback(to_drogon(portal.answer({.method = method,
                                      .path = path,
                                      .accept_encoding = request->getHeader("accept-encoding"),
                                      .if_none_match = request->getHeader("if-none-match"),
                                      .brand = brand.get()})));
    return;
  }
  {
    const std::lock_guard lock(mutex);
    if (is_stopping) {
      callback(to_drogon(busy_response()));
      return;
    }
    ++requests;
  }
  const int socket = path == "/v1/events" || path == "/v1/export" ? duplicate_socket_of(request) : -1;
  const Coding coding = accepts_coding(request->getHeader("accept-encoding"), "gzip") ? Coding::Gzip : Coding::Plain;
  // The body is copied by the worker: of many that wait, only what the framework holds is in memory.
  auto work = [this, request, callback, socket, coding] {
    answer(incoming_of(request), callback, socket, coding);
    one_request_less();
  };
  if (workers.try_run(std::move(work))) return;
  if (socket >= 0) ::close(socket);
  callback(to_drogon(busy_response()));
  one_request_less();
}

void Server::Running::answer(Incoming incoming, const Callback& callback, int socket, Coding coding) {
  handlers::Response response = router.handle(std::move(incoming));
  if (response.wait) {
    if (socket >= 0) ::close(socket);
    wait_elsewhere(*std::move(response.wait), callback);
    return;
  }
  if (response.source) {
    // The callback is kept as for events: while it is alive the framework sends nothing itself.
    if (socket >= 0 && bodies.try_send(socket, std::move(response), [callback] {})) return;
    if (socket >= 0) ::close(socket);
    callback(to_drogon(busy_response()));
    return;
  }
  if (!response.events) {
    if (socket >= 0) ::close(socket);
    if (coding == Coding::Gzip) compress(response);
    callback(to_drogon(std::move(response)));
    return;
  }
  if (socket < 0 || hub.streams() >= kStreamsMax) {
    if (socket >= 0) ::close(socket);
    callback(to_drogon(busy_response()));
    return;
  }
  const std::string head = stream_head(response);
  // The callback is kept, never called: while it is alive the framework waits for an answer and sends nothing itself.
  hub.open({.socket = socket, .head = head, .subscription = *std::move(response.events), .closed = [callback] {}});
}

void Server::Running::wait_elsewhere(handlers::LongWait wait, const Callback& callback) {
  {
    const std::lock_guard lock(mutex);
    ++requests;
  }
  auto work = [this, run = std::move(wait.run), callback](Turn turn) {
    handlers::Answer given = turn == Turn::Go ? run() : handlers::Answer(busy_response());
    callback(to_drogon(given ? *std::move(given) : busy_response()));
    one_request_less();
  };
  if (door_pool.try_run(std::move(wait.key), std::move(work))) return;
  callback(to_drogon(busy_response()));
  one_request_less();
}

void Server::Running::refresh_brands() {
  if (const auto fresh = brands.refresh(); !fresh) log.error("brands_not_read", {{"message", fresh.error().message}});
}

void Server::Running::one_request_less() {
  const std::lock_guard lock(mutex);
  if (--requests == 0) idle.notify_all();
}

void Server::Running::configure() {
  auto& app = drogon::app();
  app.setLogLevel(trantor::Logger::kFatal);  // what matters is in our own log
  app.disableSigtermHandling();              // signals are main's business
  app.setUploadPath(options.scratch_dir.empty() ? std::filesystem::temp_directory_path() / "pratique-uploads" : options.scratch_dir);
  app.setClientMaxBodySize(kBodyBytesMax);
  app.setClientMaxMemoryBodySize(kBodyInMemory);
  app.setIdleConnectionTimeout(kIdleConnectionSecs);
  app.setPipeliningRequestsNumber(16);
  app.setThreadNum(static_cast<std::size_t>(options.event_loops));
  app.enableServerHeader(false);
  app.enableGzip(false);  // the portal's files are compressed already, answers by compress() on the worker
  app.enableBrotli(false);
  app.addListener(options.listen_address, options.port);
  app.setDefaultHandler([this](const HttpRequestPtr& request, Callback&& callback) { serve(request, std::move(callback)); });
  app.setExceptionHandler([this](const std::exception& thrown, const HttpRequestPtr&, Callback&& callback) {
    log.error("request_failed", {{"detail", thrown.what()}});
    handlers::Response failed =
        handlers::json_response(api::encode({.code = ErrorCode::Internal, .message = "Something went wrong on the server"}), 500);
    callback(to_drogon(std::move(failed)));
  });
  // Errors of the framework itself (a body too large, a malformed request) in the form of all others.
  app.setCustomErrorHandler([](drogon::HttpStatusCode status) {
    const bool is_too_large = status == drogon::k413RequestEntityTooLarge;
    base::Error error{.code = is_too_large ? ErrorCode::TooLarge : ErrorCode::BadInput, .message = "The server cannot take this request"};
    if (is_too_large) error.field = "body";
    return to_drogon(handlers::json_response(api::encode(error), static_cast<int>(status)));
  });
}

Server::Server(ServerOptions options, storage::Storage& storage, const base::Clock& clock, base::Logger& log)
    : running_(std::make_unique<Running>(std::move(options), storage, clock, log)) {}

Server::~Server() {
  stop();
}

base::Result<void> Server::start() {
  Running& running = *running_;
  if (!running.options.portal_dir.empty()) {
    TRY(running.portal, PortalFiles::load(running.options.portal_dir));
  }
  TRY_VOID(running.brands.refresh());
  TRY_VOID(check_address(running.options.listen_address, running.options.port));
  if (framework_used.exchange(true)) return base::fail(ErrorCode::Conflict, "This process has served already");
  running.configure();
  running.hub.start();
  running.storage.on_events([this] { running_->hub.wake(); });
  running.runner.start();
  running.lessons.start();
  running.links.start();

  std::promise<void> begun;
  drogon::app().registerBeginningAdvice([&begun] { begun.set_value(); });
  running.framework = std::thread([] { drogon::app().run(); });
  begun.get_future().wait();
  TRY_VOID(wait_until_listening(running.options.listen_address, running.options.port));
  drogon::app().getLoop()->runEvery(kSweepEverySecs, [this] {
    (void)running_->workers.try_run([this] {
      if (const auto swept = running_->authenticator.sweep(); !swept)
        running_->log.error("sessions_not_swept", {{"message", swept.error().message}});
    });
  });
  drogon::app().getLoop()->runEvery(kBrandsEverySecs, [this] { (void)running_->workers.try_run([this] { running_->refresh_brands(); }); });
  running.log.info("listening", {{"address", running.options.listen_address}, {"port", static_cast<std::int64_t>(running.options.port)}});
  return {};
}

void Server::Running::drain() {
  std::unique_lock lock(mutex);
  is_stopping = true;
  if (!idle.wait_for(lock, kDrainTime, [this] { return requests == 0; }))
    log.warning("requests_cut", {{"count", static_cast<std::int64_t>(requests)}});
}

void Server::wake_jobs() {
  running_->gate.wake();
}

reports::ReportService& Server::reports() {
  return running_->reports;
}

void Server::stop() {
  Running& running = *running_;
  if (!running.framework.joinable()) return;
  running.drain();
  running.storage.on_events([] {});
  running.hub.stop();
  running.bodies.stop();
  running.runner.stop();
  running.lessons.stop();
  running.links.stop();
  running.workers.stop();
  running.door_pool.stop();
  drogon::app().quit();
  running.framework.join();
}

}  // namespace pratique::http
