// Files that other programs read while we write them: replaced whole and durable, never seen half written. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::mailflow {

enum class Readers : std::uint8_t { Everybody, OwnerAlone };

// Unavailable, naming the file: it cannot be written.
[[nodiscard]] base::Result<void> replace_file(const std::filesystem::path& path, std::string_view text,
                                              Readers readers = Readers::Everybody);
// Makes the folder and those above it; Unavailable otherwise.
[[nodiscard]] base::Result<void> make_folder(const std::filesystem::path& folder);

}  // namespace pratique::mailflow
