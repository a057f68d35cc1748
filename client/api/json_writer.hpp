// Writes JSON text (RFC 8259) field by field. Commas and escapes are its business; balance of begin and end is the caller's.
// Bad UTF-8 becomes U+FFFD, numbers that JSON cannot say become null: whatever goes in, valid JSON comes out. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/clock.hpp"

namespace pratique::api {

class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }  // else a literal would become bool
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(std::int64_t number);
  void value(double number);
  void value(bool truth);
  void value(base::WallTime time);
  void null();
  template <class T>
  void value(const std::optional<T>& maybe) {
    if (maybe) {
      value(*maybe);
    } else {
      null();
    }
  }
  void value(const std::vector<std::string>& texts);
  void value(const std::map<std::string, std::string>& pairs);

  template <class T>
  void field(std::string_view name, const T& of) {
    key(name);
    value(of);
  }

  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);

  std::string out_;
  bool comma_due_ = false;
};

}  // namespace pratique::api
