#include "node/mime/received_hops.hpp"

#include <algorithm>

#include "client/base/text.hpp"
#include "node/mime/message.hpp"

namespace pratique::mime {
namespace {

constexpr std::size_t kFieldRead = 4096;
constexpr std::size_t kQueueIdMost = 40;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Words outside of parentheses, which hold comments that others may have chosen (HELO, PTR).
std::vector<std::string_view> words_of(std::string_view value) {
  std::vector<std::string_view> words;
  int depth = 0;
  std::size_t begin = std::string_view::npos;
  const auto end_word = [&](std::size_t at) {
    if (begin != std::string_view::npos) words.push_back(value.substr(begin, at - begin));
    begin = std::string_view::npos;
  };
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '(' || c == ')' || is_blank(c) || c == ';') {
      end_word(at);
      if (c == ';' && depth == 0) return words;  // the date
      if (c == '(') ++depth;
      if (c == ')') depth = std::max(0, depth - 1);
    } else if (depth == 0 && begin == std::string_view::npos) {
      begin = at;
    }
  }
  end_word(value.size());
  return words;
}

bool is_queue_id(std::string_view text) {
  return text.size() >= 6 && text.size() <= kQueueIdMost &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

// "by HOST (Postfix) with ESMTP id QUEUEID …": empty unless it is this.
std::string_view queue_id_in(std::string_view value, std::string_view host) {
  const auto words = words_of(value);
  // The last "by": what the client calls itself comes before it.
  for (std::size_t i = words.size(); i-- > 0;) {
    if (!base::equals_ignoring_ascii_case(words[i], "by")) continue;
    if (i + 1 >= words.size() || !base::equals_ignoring_ascii_case(words[i + 1], host)) return {};
    for (std::size_t j = i + 2; j + 1 < words.size(); ++j) {
      if (base::equals_ignoring_ascii_case(words[j], "id") && is_queue_id(words[j + 1])) return words[j + 1];
    }
    return {};
  }
  return {};
}

}  // namespace

std::vector<Hop> hops_of(std::string_view message, std::string_view host) {
  std::vector<Hop> hops;
  message = message.substr(0, kHeaderBytesRead);
  constexpr std::string_view kName = "received:";
  for (std::size_t at = 0; at < message.size() && hops.size() < kHopsRead;) {
    std::size_t end = std::min(message.find('\n', at), message.size() - 1) + 1;
    const std::string_view line = message.substr(at, end - at);
    if (line == "\n" || line == "\r\n") break;
    while (end < message.size() && (message[end] == ' ' || message[end] == '\t'))
      end = std::min(message.find('\n', end), message.size() - 1) + 1;
    if (base::equals_ignoring_ascii_case(line.substr(0, kName.size()), kName)) {
      const auto id =
          queue_id_in(message.substr(at + kName.size(), std::min(end - at, kFieldRead) - std::min(kName.size(), end - at)), host);
      if (!id.empty()) hops.push_back({std::string(id), end});
    }
    at = end;
  }
  return hops;
}

}  // namespace pratique::mime
