#include "node/ingest/log_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "node/domain/digest.hpp"

namespace pratique::ingest {
namespace {

constexpr std::int64_t kHeadBytes = 256;

}  // namespace

std::optional<LogFile> LogFile::open(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return std::nullopt;
  struct stat status{};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return std::nullopt;
  }
  return LogFile(descriptor, static_cast<std::int64_t>(status.st_ino));
}

LogFile::LogFile(LogFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), inode_(other.inode_) {}

LogFile& LogFile::operator=(LogFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(inode_, other.inode_);
  return *this;
}

LogFile::~LogFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::int64_t LogFile::size() const {
  struct stat status{};
  return ::fstat(descriptor_, &status) == 0 ? status.st_size : 0;
}

std::chrono::nanoseconds LogFile::written_at() const {
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0) return {};
  return std::chrono::seconds(status.st_mtim.tv_sec) + std::chrono::nanoseconds(status.st_mtim.tv_nsec);
}

std::string LogFile::read(std::int64_t offset, std::size_t bytes) const {
  std::string out(bytes, '\0');
  std::size_t length = 0;
  while (length < bytes) {
    const ssize_t count = ::pread(descriptor_, out.data() + length, bytes - length, offset + static_cast<std::int64_t>(length));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    length += static_cast<std::size_t>(count);
  }
  out.resize(length);
  return out;
}

std::string LogFile::head(std::int64_t offset) const {
  return domain::sha256_hex(read(0, static_cast<std::size_t>(std::min(offset, kHeadBytes))));
}

bool LogFile::holds(const storage::LogPlace& place) const {
  return size() >= place.offset && head(place.offset) == place.head;
}

std::vector<LogFile> rotated_files(const std::filesystem::path& path) {
  static constexpr std::array<std::string_view, 4> kCompressed{".gz", ".xz", ".bz2", ".zst"};
  const std::string name = path.filename().string();
  std::vector<LogFile> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(path.parent_path(), error), end; !error && at != end; at.increment(error)) {
    const std::string other = at->path().filename().string();
    if (other.size() <= name.size() || !other.starts_with(name) || (other[name.size()] != '.' && other[name.size()] != '-')) continue;
    if (std::ranges::any_of(kCompressed, [&other](std::string_view ending) { return other.ends_with(ending); })) continue;
    if (auto file = LogFile::open(at->path())) files.push_back(*std::move(file));
  }
  std::ranges::sort(files, std::ranges::greater{}, [](const LogFile& file) { return file.written_at(); });
  return files;
}

}  // namespace pratique::ingest
