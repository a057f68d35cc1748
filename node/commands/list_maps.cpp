#include "node/commands/list_maps.hpp"

#include <chrono>
#include <format>

#include "node/domain/address.hpp"
#include "node/mailflow/domain_tables.hpp"
#include "node/mailflow/replace_file.hpp"

namespace pratique::commands {
namespace {

constexpr std::chrono::milliseconds kLookEvery = std::chrono::seconds(2);
constexpr std::string_view kHead =
    "# Written by pratique-node: changes are lost. One entry a line, matched against \"recipient|sender\".\n";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte == '@' || byte == '_' || byte >= 0x80;
    if (!is_plain) out += '\\';
    out += c;
  }
  return out;
}

base::Result<std::string> export_lists(const std::filesystem::path& folder, storage::Storage& storage, base::WallTime now) {
  TRY_VOID(mailflow::make_folder(folder));
  TRY(const auto allowed, storage.lists().in_force(api::ListKind::Allow, now));
  TRY(const auto blocked, storage.lists().in_force(api::ListKind::Block, now));
  TRY_VOID(mailflow::replace_file(folder / "pratique_allow.map", map_of(allowed)));
  TRY_VOID(mailflow::replace_file(folder / "pratique_block.map", map_of(blocked)));
  return std::format("{}: {} allow and {} block entries", folder.string(), allowed.size(), blocked.size());
}

}  // namespace

std::string map_of(std::span<const api::ListEntry> entries) {
  std::string out(kHead);
  for (const api::ListEntry& entry : entries) {
    const std::string recipient = escaped(domain::address_key(entry.entry.applies_to));
    const std::string sender = escaped(domain::address_key(entry.entry.pattern));
    const bool is_mailbox = entry.entry.applies_to.find('@') != std::string::npos;
    const bool is_address = entry.entry.pattern.find('@') != std::string::npos;
    out += "/^" + (is_mailbox ? recipient : "[^|]*@" + recipient) + "\\|" + (is_address ? sender : "[^|]*[@.]" + sender) + "$/i\n";
  }
  return out;
}

base::Result<std::string> export_maps(const std::filesystem::path& folder, storage::Storage& storage, base::WallTime now) {
  TRY(const std::string lists, export_lists(folder, storage, now));
  TRY(const std::size_t domains, mailflow::write_domain_tables(folder, storage));
  return std::format("{}, {} domains", lists, domains);
}

MapsWriter::MapsWriter(std::filesystem::path folder, storage::Storage& storage, const base::Clock& clock, base::Logger& log)
    : folder_(std::move(folder)), storage_(storage), clock_(clock), log_(log), tables_(folder_, storage) {
  thread_.start(std::chrono::milliseconds(0), [this] {
    if (const auto written = write_when_changed(); !written)
      log_.error("maps_not_written", {{"message", written.error().message}, {"detail", written.error().detail}});
    return kLookEvery;
  });
}

base::Result<void> MapsWriter::write_when_changed() {
  // The version first: a change that comes while we write is seen the next time.
  TRY(const std::int64_t version, storage_.lists().version());
  const base::WallTime now = clock_.wall_now();
  const bool has_expired = next_expiry_ && *next_expiry_ <= now;
  if (written_version_ == version && !has_expired) return tables_.on_time(clock_.mono_now());
  TRY(const std::string lists, export_lists(folder_, storage_, now));
  TRY(const std::size_t domains, tables_.on_change(clock_.mono_now()));
  TRY(next_expiry_, storage_.lists().next_expiry(now));
  written_version_ = version;
  log_.info("maps_written", {{"what", std::format("{}, {} domains", lists, domains)}});
  return {};
}

}  // namespace pratique::commands
