#include "node/ingest/lmtp_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace pratique::ingest {
namespace {

using base::ErrorCode;
using base::fail;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kReadBytes = 64u << 10;

std::string host_name() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

int open_socket(const config::ListenAddress& listen) {
  const bool v6 = listen.address.find(':') != std::string::npos;
  const int descriptor = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const int on = 1;
  ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in6 six{};
  sockaddr_in four{};
  bool good = false;
  if (v6) {
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(listen.port);
    good = ::inet_pton(AF_INET6, listen.address.c_str(), &six.sin6_addr) == 1 &&
           ::bind(descriptor, reinterpret_cast<const sockaddr*>(&six), sizeof six) == 0;
  } else {
    four.sin_family = AF_INET;
    four.sin_port = htons(listen.port);
    good = ::inet_pton(AF_INET, listen.address.c_str(), &four.sin_addr) == 1 &&
           ::bind(descriptor, reinterpret_cast<const sockaddr*>(&four), sizeof four) == 0;
  }
  if (good && ::listen(descriptor, 128) == 0) return descriptor;
  const int number = errno;
  ::close(descriptor);
  errno = number;
  return -1;
}

std::uint16_t port_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port
                                             : reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

// Whether all of it was sent before the peer's silence grew too long.
bool send_all(int socket, std::string_view bytes, std::chrono::milliseconds silence) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN) return false;
    pollfd waiting{socket, POLLOUT, 0};
    if (::poll(&waiting, 1, static_cast<int>(silence.count())) <= 0) return false;
  }
  return true;
}

int milliseconds_until(SteadyTime time) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

}  // namespace

LmtpServer::LmtpServer(const config::LmtpConfig& config, storage::Storage& storage, const base::Clock& clock, base::Logger& log,
                       LmtpServerLimits limits, const config::MailFlowConfig& mail_flow, const config::ReportConfig& report)
    : config_(config),
      limits_(limits),
      log_(log),
      intake_(storage, clock, log),
      events_({.address = mail_flow.events_address,
               .reports_domain = report.domain,
               .quarantine_domain = config.quarantine_domain,
               .node_name = host_name(),
               .trusted = Networks(mail_flow.trusted_networks)},
              storage, log),
      reports_({.domain = report.domain, .trusted = Networks(mail_flow.trusted_networks)}, storage, log),
      host_name_(host_name()) {
  limits_.session.max_message_bytes = static_cast<std::size_t>(config.max_size_mb) << 20;
}

LmtpServer::~LmtpServer() {
  stop();
}

base::Result<void> LmtpServer::start() {
  listener_ = open_socket(config_.listen);
  if (listener_ < 0) {
    return fail(ErrorCode::Unavailable, "LMTP cannot listen on " + config_.listen.address + " port " + std::to_string(config_.listen.port) +
                                            ": " + std::strerror(errno));
  }
  if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0) return fail(ErrorCode::Unavailable, "LMTP cannot start", {}, std::strerror(errno));
  port_ = port_of(listener_);
  acceptor_ = std::thread([this] { accept_connections(); });
  return {};
}

void LmtpServer::stop() {
  if (listener_ < 0) return;
  stopping_ = true;
  // The byte is never read, so every thread sees it.
  [[maybe_unused]] const auto written = ::write(wake_[1], "x", 1);
  if (acceptor_.joinable()) acceptor_.join();
  ::close(std::exchange(listener_, -1));
  std::unique_lock lock(mutex_);
  all_gone_.wait(lock, [this] { return connections_ == 0; });
  for (int& end : wake_) ::close(std::exchange(end, -1));
}

void LmtpServer::accept_connections() {
  while (!stopping_) {
    pollfd waiting[] = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0 && errno != EINTR) return;
    if (stopping_ || (waiting[0].revents & POLLIN) == 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket < 0) {
      // Out of descriptors: without a pause this loop would burn a core.
      if (errno == EMFILE || errno == ENFILE) std::this_thread::sleep_for(std::chrono::milliseconds(100));
      continue;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    bool taken = false;
    {
      const std::lock_guard lock(mutex_);
      taken = connections_ < limits_.max_connections;
      if (taken) ++connections_;
    }
    if (!taken) {
      send_all(socket, "421 4.3.2 Too many connections, try again later\r\n", std::chrono::seconds(1));
      ::close(socket);
      continue;
    }
    std::thread([this, socket] { serve(socket); }).detach();  // counted; stop() waits for it
  }
}

void LmtpServer::serve(int socket) {
  try {
    converse(socket);
  } catch (const std::exception& problem) {  // no memory, most likely: this connection ends, the others go on
    log_.error("lmtp_connection_failed", {{"error", problem.what()}});
  }
  ::close(socket);
  // Under the lock to the end: stop() must not return, and the server go, while this thread still touches it.
  const std::lock_guard lock(mutex_);
  if (--connections_ == 0) all_gone_.notify_all();
}

void LmtpServer::converse(int socket) {
  LmtpSession session(host_name_, config_.quarantine_domain, limits_.session, intake_, events_, reports_, log_);
  if (!send_all(socket, session.greeting(), limits_.silence)) return;
  std::string buffer(kReadBytes, '\0');
  SteadyTime silent_until = std::chrono::steady_clock::now() + limits_.silence;
  std::optional<SteadyTime> last_moment;  // set once the server stops
  while (!session.closed()) {
    if (stopping_ && !last_moment) last_moment = std::chrono::steady_clock::now() + limits_.last_messages;
    if (last_moment && (!session.receiving() || std::chrono::steady_clock::now() >= *last_moment)) {
      send_all(socket, "421 4.3.2 The node is stopping\r\n", std::chrono::milliseconds(100));
      return;
    }
    pollfd waiting[] = {{socket, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    const int ready =
        ::poll(waiting, last_moment ? 1 : 2, milliseconds_until(last_moment ? std::min(*last_moment, silent_until) : silent_until));
    if (ready < 0 && errno != EINTR) return;
    if (std::chrono::steady_clock::now() >= silent_until && ready == 0) {
      send_all(socket, "421 4.4.2 Silent for too long\r\n", std::chrono::milliseconds(100));
      return;
    }
    if (ready <= 0 || waiting[0].revents == 0) continue;
    const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
    if (count == 0) return;
    if (count < 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      return;
    }
    silent_until = std::chrono::steady_clock::now() + limits_.silence;
    const std::string replies = session.feed(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
    if (!replies.empty() && !send_all(socket, replies, limits_.silence)) return;
  }
}

}  // namespace pratique::ingest
