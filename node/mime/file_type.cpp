#include "node/mime/file_type.hpp"

#include <magic.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "client/base/text.hpp"

namespace pratique::mime {
namespace {

// A cookie of libmagic serves one call at a time; the calls are short.
class TypeDatabase {
 public:
  TypeDatabase() : cookie_(magic_open(kFlags)) {
    if (cookie_ && magic_load(cookie_.get(), nullptr) != 0) cookie_.reset();
  }
  std::string type_of(std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    if (!cookie_) return {};
    const char* type = magic_buffer(cookie_.get(), bytes.data(), bytes.size());
    return type == nullptr ? std::string() : base::to_lower_ascii(base::to_one_line(type));
  }

 private:
  static constexpr int kFlags = MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_TOKENS;
  struct Close {
    void operator()(magic_t cookie) const { magic_close(cookie); }
  };
  std::mutex mutex_;
  std::unique_ptr<magic_set, Close> cookie_;
};

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

// The central directory of a ZIP archive (APPNOTE 4.3.12): names, and whether an entry is encrypted (general purpose bit 0).
void read_zip(std::string_view bytes, Insides& insides) {
  constexpr std::size_t kEndBytes = 22;
  constexpr std::size_t kEntryBytes = 46;
  const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), kEndBytes + 65'535));
  const auto found = tail.rfind(std::string_view("PK\5\6", 4));
  if (found == std::string_view::npos || tail.size() - found < kEndBytes) return;
  std::size_t at = little_endian(tail, found + 16, 4);
  while (insides.names.size() < kArchiveEntriesRead && at < bytes.size() && bytes.size() - at >= kEntryBytes &&
         bytes.substr(at).starts_with(std::string_view("PK\1\2", 4))) {
    insides.encrypted = insides.encrypted || (little_endian(bytes, at + 8, 2) & 1U) != 0;
    const std::size_t name = little_endian(bytes, at + 28, 2);
    insides.names.push_back(base::to_one_line(bytes.substr(at + kEntryBytes, name)));
    at += kEntryBytes + name + little_endian(bytes, at + 30, 2) + little_endian(bytes, at + 32, 2);
  }
}

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

bool has(std::string_view bytes, std::string_view needle) {
  return bytes.find(needle) != std::string_view::npos;
}

// RAR 5: a header of type 4 comes first; RAR 4: a flag of the archive's header or of the first file's.
bool is_encrypted_rar(std::string_view bytes) {
  constexpr std::string_view kRar5("Rar!\x1A\x07\x01\0", 8);
  if (bytes.starts_with(kRar5)) return bytes.size() > 13 && bytes[13] == 4;
  if (bytes.size() < 7 + 13 + 5) return false;
  return (little_endian(bytes, 10, 2) & 0x80U) != 0 || (bytes[7 + 13 + 2] == 0x74 && (little_endian(bytes, 7 + 13 + 3, 2) & 4U) != 0);
}

}  // namespace

std::string detected_type(std::string_view bytes) {
  static TypeDatabase database;
  std::string type = bytes.empty() ? std::string() : database.type_of(bytes.substr(0, kTypeBytesRead));
  if (type == "application/octet-stream" || type == "inode/x-empty" || type.find('/') == std::string::npos) return {};
  return type;
}

Insides look_inside(std::string_view bytes, std::string_view type) {
  Insides insides;
  if (bytes.starts_with("PK")) {
    read_zip(bytes, insides);
    insides.macro = std::ranges::any_of(insides.names, [](const std::string& name) { return name.ends_with("vbaProject.bin"); });
  } else if (bytes.starts_with("\xD0\xCF\x11\xE0")) {  // an OLE 2 file: stream names are UTF-16
    insides.macro = has(bytes, utf16("_VBA_PROJECT"));
    insides.encrypted = has(bytes, utf16("EncryptedPackage"));
  } else if (bytes.starts_with("%PDF-")) {
    insides.encrypted = has(bytes, "/Encrypt");
  } else if (bytes.starts_with("Rar!")) {
    insides.encrypted = is_encrypted_rar(bytes);
  } else if (type == "application/x-7z-compressed") {
    insides.encrypted = has(bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 64u << 10)), "\x06\xF1\x07\x01");  // AES-256
  }
  return insides;
}

}  // namespace pratique::mime
