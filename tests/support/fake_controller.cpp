#include "tests/support/fake_controller.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace pratique::test {

FakeController::FakeController() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(listener_, 16) != 0) std::abort();
  socklen_t length = sizeof address;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { loop(); });
}

FakeController::~FakeController() {
  is_stopping_ = true;
  thread_.join();
  ::close(listener_);
}

void FakeController::answer_next(int status) {
  const std::lock_guard lock(mutex_);
  statuses_.push_back(status);
}

std::vector<ControllerCall> FakeController::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

void FakeController::forget() {
  const std::lock_guard lock(mutex_);
  calls_.clear();
  statuses_.clear();
}

void FakeController::loop() {
  while (!is_stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 50) <= 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const timeval patience{5, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    converse(socket);
    ::close(socket);
  }
}

void FakeController::converse(int socket) {
  std::string input;
  std::size_t wanted = std::string::npos;
  std::size_t head = 0;
  ControllerCall call;
  while (input.size() < wanted) {
    char bytes[4096];
    const ssize_t count = ::recv(socket, bytes, sizeof bytes, 0);
    if (count <= 0) return;
    input.append(bytes, static_cast<std::size_t>(count));
    head = input.find("\r\n\r\n");
    if (wanted != std::string::npos || head == std::string::npos) continue;
    std::string_view rest = std::string_view(input).substr(0, head);
    const std::string_view request = rest.substr(0, rest.find("\r\n"));
    call.path = request.substr(request.find(' ') + 1);
    call.path = call.path.substr(0, call.path.find(' '));
    for (std::size_t at = rest.find("\r\n"); at != std::string_view::npos;) {
      rest.remove_prefix(at + 2);
      at = rest.find("\r\n");
      const std::string_view line = rest.substr(0, at);
      const auto colon = line.find(':');
      if (colon == std::string_view::npos) continue;
      std::string name(line.substr(0, colon));
      for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      call.headers[name] = line.substr(std::min(colon + 2, line.size()));
    }
    const auto length = call.headers.find("content-length");
    wanted = head + 4 + (length == call.headers.end() ? 0 : std::strtoul(length->second.c_str(), nullptr, 10));
  }
  call.body = input.substr(head + 4);
  int status = 200;
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back(call);
    if (!statuses_.empty()) {
      status = statuses_.front();
      statuses_.pop_front();
    }
  }
  if (status == 0) return;
  const std::string body = status == 204 ? "" : R"({"success":true})";
  const std::string answer = "HTTP/1.1 " + std::to_string(status) +
                             " X\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  [[maybe_unused]] const auto sent = ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL);
}

}  // namespace pratique::test
