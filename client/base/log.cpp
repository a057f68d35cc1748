#include "client/base/log.hpp"

#include "client/base/text.hpp"

namespace pratique::base {
namespace {

// Controls are escaped, so that a value out of a mail cannot forge a log line.
void append_value(std::string& out, std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  bool plain = !value.empty();
  for (char c : value) plain = plain && c > ' ' && c < 0x7F && c != '"' && c != '=' && c != '\\';
  if (plain) {
    out += value;
    return;
  }
  out.push_back('"');
  for (CodePoint point : code_points(value)) {
    if (point.value == '"' || point.value == '\\') {
      out.push_back('\\');
      out.push_back(static_cast<char>(point.value));
    } else if (point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0)) {
      out += "\\x";
      out.push_back(kHex[point.value >> 4]);
      out.push_back(kHex[point.value & 0xF]);
    } else {
      append_utf8(out, point.value);
    }
  }
  out.push_back('"');
}

}  // namespace

LogField::LogField(std::string_view field_key, std::int64_t number) : key(field_key) {
  append_integer(value, number);
}

std::string_view to_text(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return "debug";
    case LogLevel::Info:
      return "info";
    case LogLevel::Warning:
      return "warning";
    case LogLevel::Error:
      return "error";
  }
  return "error";
}

std::string format_logfmt(std::string_view event, std::span<const LogField> fields) {
  std::string out(event);
  for (const LogField& field : fields) {
    out.push_back(' ');
    out += field.key;
    out.push_back('=');
    append_value(out, field.value);
  }
  return out;
}

}  // namespace pratique::base
