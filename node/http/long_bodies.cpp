#include "node/http/long_bodies.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace pratique::http {
namespace {

constexpr int kAtOnce = 4;
constexpr int kSilenceMs = 60'000;  // a client that takes nothing for so long has gone
constexpr int kLookMs = 200;

// False: the client has gone, or we stop.
bool send_all(int socket, std::string_view bytes, const std::atomic<bool>& is_stopping) {
  int silent_ms = 0;
  while (!bytes.empty()) {
    if (is_stopping) return false;
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      silent_ms = 0;
      continue;
    }
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && errno != EAGAIN) return false;
    pollfd waiting{socket, POLLOUT, 0};
    if (::poll(&waiting, 1, kLookMs) == 0 && (silent_ms += kLookMs) >= kSilenceMs) return false;
    if ((waiting.revents & (POLLERR | POLLHUP)) != 0) return false;
  }
  return true;
}

std::string head_of(const handlers::Response& response) {
  std::string head = "HTTP/1.1 200 OK\r\nContent-Type: " + response.content_type + "\r\n";
  for (const auto& [name, value] : response.headers) head.append(name).append(": ").append(value).append("\r\n");
  return head + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
}

std::string chunk(std::string_view bytes) {
  char size[24];
  std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return std::string(size).append(bytes).append("\r\n");
}

}  // namespace

bool LongBodies::try_send(int socket, handlers::Response response, base::UniqueFunction<void()> closed) {
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || under_way_ >= kAtOnce) return false;
    ++under_way_;
  }
  auto done = std::make_shared<base::UniqueFunction<void()>>(std::move(closed));
  std::thread([this, socket, response = std::move(response), done]() mutable {
    try {
      send(socket, response);
    } catch (const std::exception& problem) {  // no memory, most likely: this file ends, cut
      log_.error("long_body_failed", {{"error", problem.what()}});
    }
    ::shutdown(socket, SHUT_RDWR);  // the framework sees that its connection is over
    ::close(socket);
    (*done)();
    done.reset();
    // Under the lock to the end, see stop().
    const std::lock_guard lock(mutex_);
    if (--under_way_ == 0) all_gone_.notify_all();
  }).detach();
  return true;
}

void LongBodies::send(int socket, const handlers::Response& response) {
  if (!send_all(socket, head_of(response), is_stopping_)) return;
  for (;;) {
    const auto piece = response.source();
    // Without its last chunk the client knows that the file is not whole.
    if (!piece) return log_.error("long_body_failed", {{"message", piece.error().message}, {"detail", piece.error().detail}});
    if (piece->empty()) break;
    if (!send_all(socket, chunk(*piece), is_stopping_)) return;
  }
  (void)send_all(socket, "0\r\n\r\n", is_stopping_);
}

void LongBodies::stop() {
  is_stopping_ = true;
  std::unique_lock lock(mutex_);
  all_gone_.wait(lock, [this] { return under_way_ == 0; });
}

}  // namespace pratique::http
