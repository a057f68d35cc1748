#include "node/mime/header_text.hpp"

#include <sodium.h>

#include <optional>

#include "client/base/text.hpp"
#include "node/domain/address.hpp"
#include "node/mime/charset.hpp"

namespace pratique::mime {
namespace {

struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t length = 0;  // in the source
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decode_q(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '_' ? ' ' : text[i];
    }
  }
  return out;
}

std::string decode_b(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    int value = -1;
    if (c >= 'A' && c <= 'Z')
      value = c - 'A';
    else if (c >= 'a' && c <= 'z')
      value = c - 'a' + 26;
    else if (c >= '0' && c <= '9')
      value = c - '0' + 52;
    else if (c == '+' || c == '-')
      value = 62;
    else if (c == '/' || c == '_')
      value = 63;
    if (value < 0) continue;  // padding, blanks, damage
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    if (++count == 4) {
      out += {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8), static_cast<char>(bits)};
      bits = 0;
      count = 0;
    }
  }
  if (count == 3) out += {static_cast<char>(bits >> 10), static_cast<char>(bits >> 2)};
  if (count == 2) out += static_cast<char>(bits >> 4);
  return out;
}

// "=?charset*language?B?text?=" at the start of `text`.
std::optional<EncodedWord> encoded_word_at(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const auto charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end == 2 || charset_end > 60 || charset_end + 2 >= text.size() ||
      text[charset_end + 2] != '?')
    return std::nullopt;
  const char encoding = text[charset_end + 1];
  const auto begin = charset_end + 3;
  const auto end = text.find("?=", begin);
  if (end == std::string_view::npos) return std::nullopt;
  EncodedWord word;
  const std::string_view charset = text.substr(2, charset_end - 2);
  word.charset = base::to_lower_ascii(charset.substr(0, charset.find('*')));
  const std::string_view content = text.substr(begin, end - begin);
  if (encoding == 'B' || encoding == 'b')
    word.bytes = decode_b(content);
  else if (encoding == 'Q' || encoding == 'q')
    word.bytes = decode_q(content);
  else
    return std::nullopt;
  word.length = end + 2;
  return word;
}

// Charsets with shift states begin anew in each encoded word; joined, two words leave an empty shift that a decoder refuses.
bool begins_anew(std::string_view charset) {
  return charset.starts_with("iso-2022-") || charset == "hz-gb-2312" || charset == "utf-7";
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Folds as LF and what follows; other controls do not belong into a header.
std::string tidy(std::string_view text) {
  std::string out = base::strip_controls(text);
  while (!out.empty() && is_blank(out.back())) out.pop_back();
  std::size_t begin = 0;
  while (begin < out.size() && is_blank(out[begin])) ++begin;
  return out.substr(begin);
}

std::string without_comments(std::string_view text, std::string& comment) {
  std::string out;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      (depth > 0 ? comment : out) += text.substr(i, 2);
      ++i;
      continue;
    }
    if (c == '"' && depth == 0) quoted = !quoted;
    if (!quoted && c == '(') {
      if (depth++ > 0) comment += c;
      continue;
    }
    if (!quoted && c == ')' && depth > 0) {
      if (--depth > 0) comment += c;
      continue;
    }
    (depth > 0 ? comment : out) += c;
  }
  return out;
}

// The text before the first comma or semicolon that is outside quotes and angle brackets.
std::string_view first_of_list(std::string_view text) {
  bool quoted = false;
  bool angle = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && c == '<')
      angle = true;
    else if (!quoted && c == '>')
      angle = false;
    else if (!quoted && !angle && (c == ',' || c == ';') && !base::trim(text.substr(0, i)).empty())
      return text.substr(0, i);
  }
  return text;
}

std::string unquote(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size())
      out += text[++i];
    else if (text[i] != '"')
      out += text[i];
  }
  return out;
}

std::string clean_address(std::string_view text) {
  std::string squeezed;
  for (const char c : text) {
    if (!is_blank(c)) squeezed += c;
  }
  if (const auto address = domain::parse_address(squeezed)) return address->text();
  return base::to_one_line(text);
}

}  // namespace

std::string decode_header_text(std::string_view raw, std::string_view fallback_charset) {
  std::string out;
  std::string plain;  // raw bytes since the last encoded word
  EncodedWord run;    // adjacent encoded words of one charset: a character may be cut between them
  bool in_run = false;
  const auto end_run = [&] {
    if (in_run) out += decode(run.bytes, run.charset, fallback_charset).text;
    in_run = false;
  };
  const auto end_plain = [&] {
    if (!plain.empty()) out += decode(plain, {}, fallback_charset).text;
    plain.clear();
  };
  for (std::size_t i = 0; i < raw.size();) {
    auto word = raw[i] == '=' ? encoded_word_at(raw.substr(i)) : std::nullopt;
    if (!word) {
      plain += raw[i++];
      continue;
    }
    const bool only_blanks = base::trim(plain).empty();
    if (in_run && only_blanks) {
      plain.clear();  // RFC 2047 §6.2: blanks between encoded words are not shown
    } else {
      end_run();
      end_plain();
    }
    if (in_run && (run.charset != word->charset || begins_anew(run.charset))) end_run();
    if (!in_run) run = {word->charset, {}, 0};
    in_run = true;
    run.bytes += word->bytes;
    i += word->length;
  }
  end_run();
  end_plain();
  return tidy(out);
}

api::Mailbox parse_mailbox(std::string_view raw, std::string_view fallback_charset) {
  std::string comment;
  const std::string plain = without_comments(raw, comment);
  const std::string_view first = first_of_list(plain);
  api::Mailbox mailbox;
  // The last '<': a display name may hold one.
  const auto open = first.rfind('<');
  if (open == std::string_view::npos) {
    const std::string_view text = base::trim(first);
    if (text.find('@') != std::string_view::npos) {
      mailbox.address = clean_address(text);
      mailbox.name = base::to_one_line(decode_header_text(unquote(comment), fallback_charset));
    } else {
      mailbox.name = base::to_one_line(decode_header_text(unquote(text), fallback_charset));
    }
    return mailbox;
  }
  const auto close = first.find('>', open);
  std::string_view inside = first.substr(open + 1, close == std::string_view::npos ? std::string_view::npos : close - open - 1);
  if (const auto route = inside.rfind(':'); inside.starts_with('@') && route != std::string_view::npos)
    inside.remove_prefix(route + 1);  // obsolete source route
  mailbox.address = clean_address(inside);
  std::string name = base::to_one_line(decode_header_text(unquote(base::trim(first.substr(0, open))), fallback_charset));
  if (name.empty()) name = base::to_one_line(decode_header_text(unquote(comment), fallback_charset));
  mailbox.name = std::move(name);
  return mailbox;
}

std::vector<RawHeader> split_header(std::string_view message) {
  std::vector<RawHeader> fields;
  message = message.substr(0, kHeaderBytesRead);
  bool skipping = false;  // continuation lines of a line that was no field
  for (std::size_t at = 0; at < message.size() && fields.size() < kHeadersRead;) {
    const auto newline = message.find('\n', at);
    const auto end = newline == std::string_view::npos ? message.size() : newline + 1;
    std::string_view line = message.substr(at, end - at);
    at = end;
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (!skipping && !fields.empty()) fields.back().value.append("\n").append(line);
      continue;
    }
    const auto colon = line.find(':');
    const std::string_view name = base::trim(line.substr(0, colon));
    skipping = colon == std::string_view::npos || name.empty() || name.find_first_of(" \t") != std::string_view::npos;
    if (!skipping) fields.push_back({base::to_valid_utf8(name), std::string(line.substr(colon + 1))});
  }
  return fields;
}

}  // namespace pratique::mime
