#include "node/domain/body_hash.hpp"

#include <algorithm>

#include "node/domain/digest.hpp"

namespace pratique::domain {
namespace {

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

// The first line break of the empty line; the end when there is none.
std::size_t start_of_body(std::string_view message) {
  for (std::size_t at = 0; at < message.size();) {
    const auto end = std::min(message.find('\n', at), message.size());
    const std::string_view line = message.substr(at, end - at);
    if (line.empty() || line == "\r") return at;
    at = end + 1;
  }
  return message.size();
}

std::string_view unquoted(std::string_view line) {
  const auto first = line.find_first_not_of('>');
  return first != std::string_view::npos && line.substr(first).starts_with("From ") ? line.substr(first) : line;
}

}  // namespace

std::string body_hash(std::string_view message) {
  const std::string_view body = message.substr(start_of_body(message));
  std::string kept = "\n";
  kept.reserve(body.size() + 1);
  for (std::size_t at = 0; at < body.size();) {
    const auto end = std::min(body.find('\n', at), body.size());
    if (const std::string_view line = without_end(body.substr(at, end - at)); !line.empty()) kept.append(unquoted(line)).append("\n");
    at = end + 1;
  }
  return sha256_hex(kept);
}

}  // namespace pratique::domain
