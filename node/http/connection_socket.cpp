#include "node/http/connection_socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>
#include <filesystem>

namespace pratique::http {
namespace {

using NameOf = int (*)(int, sockaddr*, socklen_t*);

bool names(int fd, NameOf name_of, const trantor::InetAddress& address) {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  if (name_of(fd, reinterpret_cast<sockaddr*>(&storage), &length) != 0 || storage.ss_family != address.family()) return false;
  if (storage.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &storage, sizeof v4);
    return trantor::InetAddress(v4).toIpPort() == address.toIpPort();
  }
  if (storage.ss_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &storage, sizeof v6);
  return trantor::InetAddress(v6).toIpPort() == address.toIpPort();
}

int peer_name(int fd, sockaddr* name, socklen_t* length) {
  return ::getpeername(fd, name, length);
}
int own_name(int fd, sockaddr* name, socklen_t* length) {
  return ::getsockname(fd, name, length);
}

}  // namespace

int duplicate_socket_of(const drogon::HttpRequestPtr& request) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", failed)) {
    const std::string text = entry.path().filename().string();
    int fd = -1;
    std::from_chars(text.data(), text.data() + text.size(), fd);
    if (fd < 0 || !names(fd, peer_name, request->peerAddr()) || !names(fd, own_name, request->localAddr())) continue;
    return ::fcntl(fd, F_DUPFD_CLOEXEC, 3);
  }
  return -1;
}

}  // namespace pratique::http
