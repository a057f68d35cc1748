#include "node/mailflow/controller_hash.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace pratique::mailflow {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kShortestPassword = 8;

std::string read_all(int descriptor) {
  std::string out;
  std::array<char, 512> buffer{};
  for (;;) {
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count > 0) out.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0 || (count < 0 && errno != EINTR)) return out;
  }
}

}  // namespace

base::Result<std::string> controller_hash(const std::string& password) {
  if (password.size() < kShortestPassword || password.find_first_of("\r\n") != std::string::npos)
    return fail(ErrorCode::BadInput, "filter.password must have 8 characters or more, on one line", "filter.password");
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return fail(ErrorCode::Unavailable, "rspamadm cannot be run", {}, std::strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::array<std::string, 5> words{"rspamadm", "pw", "-e", "-p", password};
  std::array<char*, 6> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  pid_t child = 0;
  const int status = ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (status != 0) {
    ::close(ends[0]);
    return fail(ErrorCode::Unavailable, "rspamadm cannot be run: is Rspamd installed?", {}, std::strerror(status));
  }
  std::string hash = read_all(ends[0]);
  ::close(ends[0]);
  int result = 0;
  while (::waitpid(child, &result, 0) < 0 && errno == EINTR) {
  }
  while (hash.ends_with('\n')) hash.pop_back();
  if (result != 0 || !hash.starts_with('$') || hash.find_first_of("\"\\ \n") != std::string::npos)
    return fail(ErrorCode::Unavailable, "rspamadm pw gave no hash of filter.password");
  return hash;
}

}  // namespace pratique::mailflow
