#include "node/mime/received_time.hpp"

#include <gmime/gmime.h>

#include <chrono>
#include <string>

namespace pratique::mime {
namespace {

constexpr std::size_t kLongestField = 4096;

// The first header field, unfolded, when it is a Received field.
std::optional<std::string> topmost_received(std::string_view raw) {
  constexpr std::string_view kName = "received:";
  if (raw.size() < kName.size()) return std::nullopt;
  for (std::size_t i = 0; i < kName.size(); ++i) {
    if (g_ascii_tolower(raw[i]) != kName[i]) return std::nullopt;
  }
  std::string field;
  for (std::size_t at = kName.size(); at < raw.size() && field.size() < kLongestField; ++at) {
    const char c = raw[at];
    const bool folds_on = at + 1 < raw.size() && (raw[at + 1] == ' ' || raw[at + 1] == '\t');
    if (c == '\n' && !folds_on) return field;
    field.push_back(c == '\r' || c == '\n' || c == '\t' ? ' ' : c);
  }
  return std::nullopt;
}

// RFC 5321 §4.4: "id" and the queue id are words of their own.
bool names_queue_id(std::string_view field, std::string_view queue_id) {
  const std::string wanted = " id " + std::string(queue_id);
  const std::size_t at = field.find(wanted);
  if (queue_id.empty() || at == std::string_view::npos) return false;
  const std::size_t end = at + wanted.size();
  return end == field.size() || field[end] == ' ' || field[end] == ';';
}

}  // namespace

std::optional<base::WallTime> received_time(std::string_view raw, std::string_view queue_id, base::WallTime not_before,
                                            base::WallTime not_after) {
  const auto field = topmost_received(raw);
  if (!field || !names_queue_id(*field, queue_id)) return std::nullopt;
  const std::size_t semicolon = field->rfind(';');
  if (semicolon == std::string::npos) return std::nullopt;
  GDateTime* date = g_mime_utils_header_decode_date(field->c_str() + semicolon + 1);
  if (date == nullptr) return std::nullopt;
  const base::WallTime at{std::chrono::seconds(g_date_time_to_unix(date))};
  g_date_time_unref(date);
  if (at <= not_before || at > not_after) return std::nullopt;
  return at;
}

}  // namespace pratique::mime
