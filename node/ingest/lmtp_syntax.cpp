#include "node/ingest/lmtp_syntax.hpp"

#include <array>

#include "client/base/text.hpp"

namespace pratique::ingest {
namespace {

std::string to_upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// The end of "<…>": a '>' outside quotes.
std::size_t find_close(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\' && quoted)
      ++i;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (text[i] == '>' && !quoted)
      return i;
  }
  return std::string_view::npos;
}

int upper_hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view next_word(std::string_view& rest) {
  rest = base::trim(rest);
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

}  // namespace

CommandLine split_command(std::string_view line) {
  const auto blank = line.find(' ');
  CommandLine command;
  command.verb = to_upper(base::trim(line.substr(0, blank)));
  if (blank != std::string_view::npos) command.argument = base::trim(line.substr(blank));
  return command;
}

std::optional<Path> parse_path(std::string_view argument, std::string_view keyword) {
  if (!base::equals_ignoring_ascii_case(argument.substr(0, keyword.size()), keyword)) return std::nullopt;
  std::string_view rest = base::trim(argument.substr(keyword.size()));  // a blank after the colon is common and harmless
  if (!rest.starts_with('<')) return std::nullopt;
  const auto close = find_close(rest);
  if (close == std::string_view::npos) return std::nullopt;
  std::string_view inside = rest.substr(1, close - 1);
  rest.remove_prefix(close + 1);
  if (!rest.empty() && rest.front() != ' ') return std::nullopt;
  if (inside.starts_with('@')) {  // RFC 5321 §4.1.2: a source route is ignored
    const auto colon = inside.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    inside.remove_prefix(colon + 1);
  }
  Path path;
  path.text = std::string(inside);
  while (!base::trim(rest).empty()) {
    const std::string_view word = next_word(rest);
    const auto equals = word.find('=');
    path.parameters.emplace_back(to_upper(word.substr(0, equals)),
                                 equals == std::string_view::npos ? std::string() : std::string(word.substr(equals + 1)));
  }
  return path;
}

std::optional<std::string> decode_xtext(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '+') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size() || upper_hex(text[i + 1]) < 0 || upper_hex(text[i + 2]) < 0) return std::nullopt;
    out += static_cast<char>(upper_hex(text[i + 1]) * 16 + upper_hex(text[i + 2]));
    i += 2;
  }
  return out;
}

bool apply_xforward(std::string_view argument, Xforward& client) {
  struct Attribute {
    std::string_view name;
    std::string Xforward::* field;
  };
  static constexpr std::array kAttributes{Attribute{"NAME", &Xforward::name},    Attribute{"ADDR", &Xforward::address},
                                          Attribute{"PORT", &Xforward::port},    Attribute{"PROTO", &Xforward::protocol},
                                          Attribute{"HELO", &Xforward::helo},    Attribute{"IDENT", &Xforward::ident},
                                          Attribute{"SOURCE", &Xforward::source}};
  if (base::trim(argument).empty()) return false;
  while (!base::trim(argument).empty()) {
    const std::string_view word = next_word(argument);
    const auto equals = word.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string name = to_upper(word.substr(0, equals));
    auto value = decode_xtext(word.substr(equals + 1));
    if (!value) return false;
    bool known = false;
    for (const Attribute& attribute : kAttributes) {
      if (attribute.name != name) continue;
      known = true;
      std::string clean = base::to_one_line(*value);
      if (clean == "[UNAVAILABLE]" || clean == "[TEMPUNAVAIL]") clean.clear();
      if (name == "ADDR" && to_upper(std::string_view(clean).substr(0, 5)) == "IPV6:") clean.erase(0, 5);
      client.*attribute.field = std::string(base::first_code_points(clean, 255));
    }
    if (!known) return false;
  }
  return true;
}

}  // namespace pratique::ingest
