// Writes the small JSON messages that cross the gate. Strings are escaped for JSON (RFC 8259 §7); names of mail are hostile
// input and may hold any byte. No reading, no allocation beyond the text. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pratique::web {

class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);
  void text(std::string_view value);
  void number(double value);  // up to two fraction digits: pixels
  void integer(std::int64_t value);
  void boolean(bool value);

  void field(std::string_view name, std::string_view value) { key(name), text(value); }
  void field(std::string_view name, const char* value) { key(name), text(value); }
  void field(std::string_view name, bool value) { key(name), boolean(value); }
  void field(std::string_view name, std::int64_t value) { key(name), integer(value); }
  // A 64-bit id does not fit a JavaScript number: it travels as hexadecimal text.
  void id(std::uint64_t value);

  [[nodiscard]] const std::string& str() const { return out_; }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  std::string out_;
  bool first_ = true;
};

}  // namespace pratique::web
