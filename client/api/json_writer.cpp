#include "client/api/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "client/base/text.hpp"

namespace pratique::api {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  for (base::CodePoint point : base::code_points(text)) {
    const char32_t c = point.value;
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(static_cast<char>(c));
    } else if (c == '\n') {
      out += "\\n";
    } else if (c < 0x20 || c == 0x7F) {
      out += "\\u00";
      out.push_back(kHex[c >> 4]);
      out.push_back(kHex[c & 0xF]);
    } else {
      base::append_utf8(out, c);
    }
  }
}

}  // namespace

void JsonWriter::separate() {
  if (comma_due_) out_.push_back(',');
  comma_due_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_.push_back(bracket);
  comma_due_ = false;
}

void JsonWriter::close(char bracket) {
  out_.push_back(bracket);
  comma_due_ = true;
}

void JsonWriter::key(std::string_view name) {
  value(name);
  out_.push_back(':');
  comma_due_ = false;
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_.push_back('"');
  append_escaped(out_, text);
  out_.push_back('"');
}

void JsonWriter::value(std::int64_t number) {
  separate();
  base::append_integer(out_, number);
}

void JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out_.append(digits.data(), result.ptr);
}

void JsonWriter::value(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
}

void JsonWriter::value(base::WallTime time) {
  value(std::string_view(base::format_rfc3339(time)));
}

void JsonWriter::null() {
  separate();
  out_ += "null";
}

void JsonWriter::value(const std::vector<std::string>& texts) {
  begin_array();
  for (const std::string& text : texts) value(text);
  end_array();
}

void JsonWriter::value(const std::map<std::string, std::string>& pairs) {
  begin_object();
  for (const auto& [name, text] : pairs) field(name, text);
  end_object();
}

}  // namespace pratique::api
