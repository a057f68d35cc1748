// zip archives by libzip: nothing is written to disk, and an archive that is small and unpacks to much is left where it grows too large.
#include <zip.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "node/reports/message_sink.hpp"

namespace pratique::reports {
namespace {

constexpr zip_int64_t kEntriesLooked = 1000;
constexpr std::size_t kRatioMost = 200;             // mail shrinks to a hundredth at best
constexpr std::size_t kRatioCountsFrom = 1u << 20;  // bytes

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

bool is_machinery(std::string_view name) {
  const auto slash = name.rfind('/');
  return name.ends_with('/') || name.starts_with("__MACOSX/") ||
         name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('.');
}

enum class Unpacked : std::uint8_t { Whole, TooLarge, Damaged };

// The directory's sizes are what its writer claims: what comes out is counted.
Unpacked unpack(zip_t* archive, zip_uint64_t index, std::size_t packed_size, std::size_t limit, std::string& into) {
  const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(archive, index, 0));
  if (!file) return Unpacked::Damaged;
  char piece[64u << 10];
  for (;;) {
    const zip_int64_t count = zip_fread(file.get(), piece, sizeof piece);
    if (count < 0) return Unpacked::Damaged;
    if (count == 0) return Unpacked::Whole;
    into.append(piece, static_cast<std::size_t>(count));
    if (into.size() > limit) return Unpacked::TooLarge;
    if (into.size() > kRatioCountsFrom && into.size() / kRatioMost > packed_size) return Unpacked::TooLarge;
  }
}

}  // namespace

void read_zip(const std::string& name, const std::string& bytes, MessageSink& sink) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  const std::unique_ptr<zip_t, CloseArchive> archive(source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!archive && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (!archive) return sink.problem(name, "damaged");
  const zip_int64_t entries = zip_get_num_entries(archive.get(), 0);
  const std::size_t before = sink.count();
  for (zip_int64_t i = 0; i < std::min(entries, kEntriesLooked) && !sink.is_full(); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    zip_stat_t facts;
    zip_stat_init(&facts);
    if (zip_stat_index(archive.get(), index, 0, &facts) != 0 || (facts.valid & ZIP_STAT_NAME) == 0) {
      sink.problem(name, "damaged");
      continue;
    }
    const std::string entry_name = facts.name;
    if (is_machinery(entry_name)) continue;
    const std::string of = name + "/" + entry_name;
    if ((facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && facts.encryption_method != ZIP_EM_NONE) {
      sink.problem(of, "encrypted");
      continue;
    }
    if (sink.left().messages == 0) {
      (void)sink.add(of, {});  // says that it is one too many
      break;
    }
    std::string unpacked;
    const std::size_t packed = (facts.valid & ZIP_STAT_COMP_SIZE) != 0 ? static_cast<std::size_t>(facts.comp_size) : 0;
    const Unpacked how = unpack(archive.get(), index, packed, sink.left().bytes, unpacked);
    if (how == Unpacked::Whole)
      read_file(of, std::move(unpacked), Inside::Archive, sink);
    else
      sink.problem(of, how == Unpacked::TooLarge ? "too_large" : "damaged");
  }
  if (entries > kEntriesLooked) sink.problem(name, "too_many");
  if (sink.count() == before) sink.problem(name, "empty");
}

}  // namespace pratique::reports
