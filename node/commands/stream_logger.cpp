#include "node/commands/stream_logger.hpp"

#include <format>
#include <string>

#include "client/base/text.hpp"

namespace pratique::commands {
namespace {

// RFC 8259 §7. Values come from mail: they are made valid UTF-8 first.
std::string json_text(std::string_view value) {
  std::string out = "\"";
  for (const char c : base::to_valid_utf8(value)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += std::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

void StreamLogger::write(base::LogLevel level, std::string_view event, std::span<const base::LogField> fields) {
  if (level < lowest_) return;
  const std::string at = base::format_rfc3339(clock_.wall_now());
  std::string line;
  if (form_ == LogForm::Json) {
    line = std::format("{{\"at\":\"{}\",\"level\":\"{}\",\"event\":{}", at, base::to_text(level), json_text(event));
    for (const base::LogField& field : fields) line += std::format(",{}:{}", json_text(field.key), json_text(field.value));
    line += "}\n";
  } else {
    line = std::format("{} {} {}\n", at, base::to_text(level), base::format_logfmt(event, fields));
  }
  const std::lock_guard lock(mutex_);
  std::fwrite(line.data(), 1, line.size(), stream_);
  std::fflush(stream_);
}

}  // namespace pratique::commands
