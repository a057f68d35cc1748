#include "node/storage/blob_store.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>

#include "node/domain/digest.hpp"

namespace pratique::storage {
namespace {

using base::ErrorCode;
using base::fail;

constexpr int kCompressionLevel = 3;
constexpr std::size_t kLargestBlob = 512u << 20;  // a damaged header must not make us allocate the machine
constexpr std::size_t kHexLength = 64;

class File {  // a descriptor that closes itself
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int value() const { return descriptor_; }

 private:
  int descriptor_;
};

std::unexpected<base::Error> failed(const std::string& what, const std::filesystem::path& path) {
  const int number = errno;
  const bool full = number == ENOSPC || number == EDQUOT;
  return fail(ErrorCode::Unavailable, (full ? "The disk is full: " : "The message store cannot be written: ") + path.parent_path().string(),
              full ? "disk" : "", what + " " + path.string() + ": " + std::strerror(number));
}

base::Result<void> sync_folder(const std::filesystem::path& folder) {
  const File file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.value() < 0 || ::fsync(file.value()) != 0) return failed("fsync", folder / ".");
  return {};
}

base::Result<void> write_durably(const std::filesystem::path& path, std::string_view bytes) {
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (file.value() < 0) return failed("open", path);
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.value(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", path);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  // fdatasync also makes the size durable, which is all that reading the file back needs.
  if (::fdatasync(file.value()) != 0) return failed("fdatasync", path);
  return {};
}

base::Result<std::string> read_file(const std::filesystem::path& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.value() < 0 && errno == ENOENT)
    return fail(ErrorCode::NotFound, "The source of this message is not in the store", {}, path.string());
  struct stat status{};
  if (file.value() < 0 || ::fstat(file.value(), &status) != 0) return failed("open", path);
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t count = ::read(file.value(), bytes.data() + have, bytes.size() - have);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed("read", path);
    if (count == 0) break;
    have += static_cast<std::size_t>(count);
  }
  bytes.resize(have);
  return bytes;
}

base::Result<std::string> compress(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kCompressionLevel);
  if (ZSTD_isError(size) != 0) return fail(ErrorCode::Internal, "The message could not be compressed", {}, ZSTD_getErrorName(size));
  out.resize(size);
  return out;
}

base::Result<std::string> decompress(std::string_view packed, const std::filesystem::path& path) {
  const auto damaged = [&path](const char* why) {
    return fail(ErrorCode::Internal, "The stored message is damaged", {}, path.string() + ": " + why);
  };
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargestBlob) return damaged("no readable zstd header");
  std::string out(size, '\0');
  const std::size_t got = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0) return damaged(ZSTD_getErrorName(got));
  if (got != size) return damaged("shorter than its header says");
  return out;
}

bool is_hash(std::string_view text) {
  return text.size() == kHexLength && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string temporary_name(std::string_view hash) {
  static std::atomic<std::uint64_t> counter{0};
  return std::string(hash) + "." + std::to_string(::getpid()) + "." + std::to_string(counter.fetch_add(1));
}

}  // namespace

base::Result<BlobStore> BlobStore::open(std::filesystem::path folder, Leftovers leftovers) {
  if (sodium_init() < 0) return fail(ErrorCode::Internal, "libsodium cannot start");
  std::error_code error;
  const auto temporary = folder / "tmp";
  if (leftovers == Leftovers::Clear) std::filesystem::remove_all(temporary, error);
  std::filesystem::create_directories(temporary, error);
  static constexpr std::string_view kDigits = "0123456789abcdef";
  for (std::size_t i = 0; i < 256 && !error; ++i)
    std::filesystem::create_directory(folder / std::string{kDigits[i / 16], kDigits[i % 16]}, error);
  if (error)
    return fail(ErrorCode::Unavailable, "The message store cannot be made in " + folder.string() + ": " + error.message(), {},
                error.message());
  TRY_VOID(sync_folder(folder));
  return BlobStore(std::move(folder));
}

std::filesystem::path BlobStore::path_of(std::string_view hash) const {
  return folder_ / hash.substr(0, 2) / (std::string(hash) + ".zst");
}

base::Result<std::string> BlobStore::put(std::string_view bytes) {
  if (bytes.size() > kLargestBlob) return fail(ErrorCode::TooLarge, "The message is larger than the store takes");
  std::string hash = domain::sha256_hex(bytes);
  const auto path = path_of(hash);
  if (touch(path) && verify(hash)) {
    // Another thread may have renamed it into place a moment ago and not yet have synced the folder.
    TRY_VOID(sync_folder(path.parent_path()));
    return hash;
  }
  TRY(const std::string packed, compress(bytes));
  const auto temporary = folder_ / "tmp" / temporary_name(hash);
  auto written = write_durably(temporary, packed);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = failed("rename", path);
  if (!written) {
    ::unlink(temporary.c_str());
    return std::unexpected(std::move(written).error());
  }
  TRY_VOID(sync_folder(path.parent_path()));
  return hash;
}

base::Result<std::string> BlobStore::get(std::string_view hash) const {
  if (!is_hash(hash))
    return fail(ErrorCode::NotFound, "The source of this message is not in the store", {}, "not a SHA-256: " + std::string(hash));
  const auto path = path_of(hash);
  TRY(const std::string packed, read_file(path));
  TRY(std::string bytes, decompress(packed, path));
  if (domain::sha256_hex(bytes) != hash)
    return fail(ErrorCode::Internal, "The stored message is damaged", {}, path.string() + ": its SHA-256 differs from its name");
  return bytes;
}

base::Result<void> BlobStore::verify(std::string_view hash) const {
  TRY(const std::string bytes, get(hash));
  return {};
}

base::Result<void> BlobStore::remove(std::string_view hash) {
  if (!is_hash(hash)) return {};
  const auto path = path_of(hash);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed("unlink", path);
  return {};
}

// Whether the file is there, and if so marked as just put. Who removes what is unused waits for the lock and looks at the mark: between
// its looking and its removing nobody can come to rely on the file, in this process or another.
bool BlobStore::touch(const std::filesystem::path& path) const {
  const File lock(::open((folder_ / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.value() < 0 || ::flock(lock.value(), LOCK_SH) != 0) return false;
  return ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) == 0;
}

base::Result<bool> BlobStore::remove_unused(std::string_view hash, std::chrono::seconds grace) {
  if (!is_hash(hash)) return true;
  const auto path = path_of(hash);
  const File lock(::open((folder_ / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.value() < 0 || ::flock(lock.value(), LOCK_EX) != 0) return failed("lock", folder_);
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return true;
    return failed("stat", path);
  }
  const auto age = std::chrono::system_clock::now() - std::chrono::system_clock::from_time_t(status.st_mtim.tv_sec);
  if (age < grace) return false;
  TRY_VOID(remove(hash));
  return true;
}

base::Result<std::vector<std::string>> BlobStore::names_in(std::string_view sub_folder) const {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / sub_folder, error)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".zst" && is_hash(name)) names.push_back(name);
  }
  if (error) return fail(ErrorCode::Unavailable, "The message store cannot be read: " + folder_.string(), {}, error.message());
  std::ranges::sort(names);
  return names;
}

}  // namespace pratique::storage
