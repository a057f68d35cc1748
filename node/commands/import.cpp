#include "node/commands/import.hpp"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "client/base/text.hpp"
#include "node/ingest/intake.hpp"
#include "node/mime/message.hpp"

namespace pratique::commands {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::int64_t kBytesOfMb = 1024 * 1024;

Result<std::string> read_file(const std::filesystem::path& file, std::int64_t max_bytes) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return fail(ErrorCode::BadInput, std::format("cannot read {}", file.string()));
  if (size > static_cast<std::uintmax_t>(max_bytes))
    return fail(ErrorCode::TooLarge, std::format("{} is larger than lmtp.max_size_mb", file.string()));
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// "Ann <ann@dest.example>, bob@dest.example" → the addresses that can be read; commas in quoted names only cost that name.
std::vector<domain::Address> addresses_in(std::string_view field) {
  std::vector<domain::Address> out;
  while (!field.empty()) {
    const std::size_t comma = std::min(field.find(','), field.size());
    std::string_view one = base::trim(field.substr(0, comma));
    field.remove_prefix(std::min(comma + 1, field.size()));
    const std::size_t open = one.rfind('<');
    if (open != std::string_view::npos) one = one.substr(open + 1, one.find('>', open) - open - 1);
    if (auto address = domain::parse_address(one)) out.push_back(*std::move(address));
  }
  return out;
}

// Who the message is for, as far as mail is taken for them: what the delivery wrote, else what the sender wrote.
std::vector<domain::Address> recipients_of(const mime::Message& message, const ingest::Intake& intake) {
  for (const std::string_view name : {"X-Original-To", "Delivered-To", "To", "Cc"}) {
    std::vector<domain::Address> found = addresses_in(message.header(name));
    std::erase_if(found, [&](const domain::Address& address) { return !intake.takes(address); });
    if (!found.empty()) return found;
  }
  return {};
}

Result<std::size_t> import_file(const Import& command, const std::filesystem::path& file, std::int64_t max_bytes, ingest::Intake& intake) {
  TRY(std::string bytes, read_file(file, max_bytes));
  ingest::Envelope envelope;
  {
    const mime::Message message = mime::Message::parse(bytes);
    const auto senders = addresses_in(message.header("Return-Path"));
    envelope.sender = senders.empty() ? std::string() : senders.front().text();
    envelope.recipients = command.recipient ? addresses_in(*command.recipient) : recipients_of(message, intake);
  }
  if (envelope.recipients.empty())
    return fail(ErrorCode::NotFound, std::format("{}: no recipient in a domain of this node; name one with --recipient", file.string()));
  auto stored = intake.store(envelope, std::move(bytes));
  if (!stored) {
    stored.error().message = std::format("{}: {}", file.string(), stored.error().message);
    return std::unexpected(std::move(stored).error());
  }
  return static_cast<std::size_t>(std::ranges::count(*stored, storage::InsertOutcome::Stored, &storage::Inserted::outcome));
}

}  // namespace

Result<std::string> import_files(const Import& command, const config::LmtpConfig& limits, storage::Storage& storage,
                                 const base::Clock& clock, base::Logger& log) {
  ingest::Intake intake(storage, clock, log);
  std::size_t stored = 0;
  for (const std::filesystem::path& file : command.files) {
    TRY(const std::size_t added, import_file(command, file, limits.max_size_mb * kBytesOfMb, intake));
    stored += added;
  }
  return std::format("{} files read, {} deliveries stored", command.files.size(), stored);
}

}  // namespace pratique::commands
