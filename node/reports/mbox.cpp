// mbox files: messages after lines "From sender date", their own lines that begin so quoted by ">".
#include <algorithm>

#include "client/base/text.hpp"
#include "node/reports/message_sink.hpp"

namespace pratique::reports {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "From " and a time of day: a sentence that begins so in a file that quotes nothing has none.
bool is_separator(std::string_view line) {
  if (!line.starts_with("From ")) return false;
  for (std::size_t colon = line.find(':'); colon != std::string_view::npos; colon = line.find(':', colon + 1)) {
    if (colon >= 2 && colon + 2 < line.size() && is_digit(line[colon - 2]) && is_digit(line[colon - 1]) && is_digit(line[colon + 1]) &&
        is_digit(line[colon + 2]))
      return true;
  }
  return false;
}

// mboxrd takes one ">" off each quoted line; mboxo's ">From " is the same.
std::string_view unquoted(std::string_view line) {
  const auto first = line.find_first_not_of('>');
  return first != std::string_view::npos && first > 0 && line.substr(first).starts_with("From ") ? line.substr(1) : line;
}

// Without the empty line that the format puts after each message.
std::string without_last_empty_line(std::string bytes) {
  if (bytes.ends_with("\r\n\r\n"))
    bytes.resize(bytes.size() - 2);
  else if (bytes.ends_with("\n\n"))
    bytes.pop_back();
  return bytes;
}

}  // namespace

void read_mbox(const std::string& name, std::string_view bytes, MessageSink& sink) {
  std::vector<std::string> messages;
  bool after_empty = true;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(at, end - at);
    at = end;
    if (messages.empty() || (after_empty && is_separator(line))) {
      if (messages.size() > sink.left().messages) break;  // one more than fits, to say so
      messages.emplace_back();
      if (line.starts_with("From ")) continue;
    }
    messages.back() += unquoted(line);
    after_empty = line == "\n" || line == "\r\n";
  }
  for (std::size_t i = 0; i < messages.size() && !sink.is_full(); ++i) {
    std::string message = without_last_empty_line(std::move(messages[i]));
    const std::string of = messages.size() == 1 ? name : name + "/" + std::to_string(i + 1);
    if (message.find_first_not_of(" \t\r\n") == std::string::npos)
      sink.problem(of, "empty");
    else
      sink.add(of, std::move(message));
  }
}

}  // namespace pratique::reports
