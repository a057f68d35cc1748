// The node's log: one line an event on a stream, JSON or logfmt, each written whole. Safe from any thread; never fails.
#pragma once

#include <cstdio>
#include <mutex>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"

namespace pratique::commands {

enum class LogForm : std::uint8_t { Json, Logfmt };

class StreamLogger final : public base::Logger {
 public:
  // `stream` and `clock` outlive the logger.
  StreamLogger(std::FILE* stream, base::LogLevel lowest, LogForm form, const base::Clock& clock)
      : stream_(stream), lowest_(lowest), form_(form), clock_(clock) {}
  void write(base::LogLevel level, std::string_view event, std::span<const base::LogField> fields) override;

 private:
  std::FILE* stream_;
  base::LogLevel lowest_;
  LogForm form_;
  const base::Clock& clock_;
  std::mutex mutex_;
};

}  // namespace pratique::commands
