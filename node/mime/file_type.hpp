// What a file is by its bytes, whatever its name and its sender say: libmagic's media type, and what hides in archives and
// office documents. Only the first bytes and the directory of an archive are read, nothing is unpacked. Total; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pratique::mime {

inline constexpr std::size_t kTypeBytesRead = 256u << 10;
inline constexpr std::size_t kArchiveEntriesRead = 2000;

// "application/pdf"; empty for an empty file, for bytes of no known type, and where libmagic's database is not installed.
[[nodiscard]] std::string detected_type(std::string_view bytes);

struct Insides {
  bool macro = false;              // an office document that carries code
  bool encrypted = false;          // wholly or in part
  std::vector<std::string> names;  // entries of a ZIP archive
};
// `type`: as detected.
[[nodiscard]] Insides look_inside(std::string_view bytes, std::string_view type);

}  // namespace pratique::mime
