// Where the node's HTTP side reports to. One event, a few fields, never a token, password, subject or body.
// The sink is called from several threads at once and must not throw.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pratique::handlers {

enum class LogLevel : std::uint8_t { Info, Warning, Error };
using LogFields = std::vector<std::pair<std::string, std::string>>;

class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void write(LogLevel level, std::string_view event, const LogFields& fields) = 0;
};

}  // namespace pratique::handlers
