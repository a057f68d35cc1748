#include "node/auth/node_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace pratique::auth {
namespace {

using base::ErrorCode;

std::unexpected<base::Error> unreadable(const std::filesystem::path& file, const std::string& why) {
  return base::fail(ErrorCode::Unavailable, "The node's key cannot be read", {}, file.string() + ": " + why);
}

// Under a name of its own first, then linked: two processes that make it at once end with one.
bool make_file(const std::filesystem::path& file, const unsigned char* bytes, std::size_t size) {
  std::string temporary = file.string() + ".XXXXXX";
  const int out = ::mkstemp(temporary.data());  // mode 0600
  if (out < 0) return false;
  const bool written = ::write(out, bytes, size) == static_cast<ssize_t>(size) && ::fsync(out) == 0;
  ::close(out);
  const bool linked = written && (::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST);
  ::unlink(temporary.c_str());
  return linked;
}

}  // namespace

base::Result<NodeKey::Bytes> NodeKey::key() {
  const std::lock_guard lock(mutex_);
  if (key_) return *key_;
  if (sodium_init() < 0) return base::fail(ErrorCode::Internal, "No cryptography", {}, "sodium_init");
  for (int tries = 0; tries < 2; ++tries) {
    const int in = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (in >= 0) {
      Bytes bytes{};
      const auto count = ::read(in, bytes.data(), bytes.size());
      ::close(in);
      if (count != static_cast<ssize_t>(bytes.size())) return unreadable(file_, "it is damaged");
      key_ = bytes;
      return bytes;
    }
    if (errno != ENOENT) return unreadable(file_, std::strerror(errno));
    Bytes fresh{};
    randombytes_buf(fresh.data(), fresh.size());
    if (!make_file(file_, fresh.data(), fresh.size())) return unreadable(file_, std::strerror(errno));
  }
  return unreadable(file_, "it vanishes");
}

base::Result<std::string> NodeKey::seal(std::string_view secret, std::string_view purpose) {
  TRY(const Bytes secret_key, key());
  const std::string plain = std::string(purpose) + '\n' + std::string(secret);
  std::vector<unsigned char> box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size());
  randombytes_buf(box.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(box.data() + crypto_secretbox_NONCEBYTES, reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
                        box.data(), secret_key.data());
  std::string hex(box.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), box.data(), box.size());
  hex.pop_back();
  return hex;
}

base::Result<std::string> NodeKey::unseal(std::string_view sealed, std::string_view purpose) {
  const auto broken = [] { return base::fail(ErrorCode::Internal, "A kept secret cannot be opened", {}, "wrong node key, or changed"); };
  TRY(const Bytes secret_key, key());
  std::vector<unsigned char> box(sealed.size() / 2);
  std::size_t count = 0;
  if (box.size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES ||
      sodium_hex2bin(box.data(), box.size(), sealed.data(), sealed.size(), nullptr, &count, nullptr) != 0 || count != box.size())
    return broken();
  std::string plain(count - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES, '\0');
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(plain.data()), box.data() + crypto_secretbox_NONCEBYTES,
                                 count - crypto_secretbox_NONCEBYTES, box.data(), secret_key.data()) != 0)
    return broken();
  const std::string start = std::string(purpose) + '\n';
  if (!plain.starts_with(start)) return broken();
  return plain.substr(start.size());
}

}  // namespace pratique::auth
