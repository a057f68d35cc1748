// Logging as a port: events with named values, never sentences glued together. Who owns a process gives the real one
// (node: structured lines on standard error; browser: console). Implementations are safe from any thread and never fail.
// Secrets, tokens and message texts are never logged.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace pratique::base {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

struct LogField {
  LogField(std::string_view field_key, std::string_view field_value) : key(field_key), value(field_value) {}
  LogField(std::string_view field_key, std::int64_t number);
  std::string_view key;  // snake_case, with its unit: duration_ms
  std::string value;
};

class Logger {
 public:
  virtual ~Logger() = default;
  // `event` is a short constant in snake_case: "message_stored".
  virtual void write(LogLevel level, std::string_view event, std::span<const LogField> fields) = 0;

  void debug(std::string_view event, std::initializer_list<LogField> fields = {}) { write(LogLevel::Debug, event, fields); }
  void info(std::string_view event, std::initializer_list<LogField> fields = {}) { write(LogLevel::Info, event, fields); }
  void warning(std::string_view event, std::initializer_list<LogField> fields = {}) { write(LogLevel::Warning, event, fields); }
  void error(std::string_view event, std::initializer_list<LogField> fields = {}) { write(LogLevel::Error, event, fields); }
};

class NullLogger final : public Logger {
 public:
  void write(LogLevel, std::string_view, std::span<const LogField>) override {}
};

[[nodiscard]] std::string_view to_text(LogLevel level);
// `message_stored id=42 subject="a \"b\""`: one line whatever the values hold, valid UTF-8.
[[nodiscard]] std::string format_logfmt(std::string_view event, std::span<const LogField> fields);

}  // namespace pratique::base
