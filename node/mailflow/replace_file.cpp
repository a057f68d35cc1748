#include "node/mailflow/replace_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace pratique::mailflow {
namespace {

using base::ErrorCode;
using base::fail;

std::unexpected<base::Error> cannot_write(const std::filesystem::path& path) {
  return fail(ErrorCode::Unavailable, "The file cannot be written: " + path.string(), {}, std::strerror(errno));
}

}  // namespace

base::Result<void> replace_file(const std::filesystem::path& path, std::string_view text, Readers readers) {
  // The process in the name: the server and a command may write the same table at once.
  const std::string name = "." + path.filename().string() + "." + std::to_string(::getpid()) + ".new";
  const std::filesystem::path temporary = path.parent_path() / name;
  const mode_t mode = readers == Readers::Everybody ? 0644 : 0600;
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0) return cannot_write(path);
  bool is_good = ::fchmod(file, mode) == 0;  // whatever the umask: Postfix and Rspamd are other users
  while (is_good && !text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written > 0)
      text.remove_prefix(static_cast<std::size_t>(written));
    else
      is_good = written < 0 && errno == EINTR;
  }
  is_good = is_good && ::fsync(file) == 0;
  is_good = ::close(file) == 0 && is_good;
  if (is_good && ::rename(temporary.c_str(), path.c_str()) == 0) return {};
  auto problem = cannot_write(path);
  ::unlink(temporary.c_str());
  return problem;
}

base::Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(ErrorCode::Unavailable, "The folder cannot be made: " + folder.string(), {}, error.message());
  return {};
}

}  // namespace pratique::mailflow
