// The links of the mail's way that the health page and the figures tell of. Filled once by commands/serve before the server starts; what is
// left empty is not configured. The functions run on any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/clock.hpp"
#include "node/training/trainer.hpp"

namespace pratique::handlers {

struct MailLogState {
  bool is_readable = false;
  base::MonoTime caught_up_at{};  // when all that was there was last found read; 0: never
  std::int64_t lines = 0;         // since the start
};

struct EventState {  // of the filter's events, since the start
  std::int64_t taken = 0;
  std::int64_t dropped = 0;
};

struct Watched {
  std::string lmtp_address;  // empty: this process takes none
  int lmtp_port = 0;
  training::Controller filter;
  std::filesystem::path data_dir;
  std::function<MailLogState()> mail_log;
  std::function<EventState()> events;
  std::function<bool(std::string_view client_ip)> may_read_metrics;
};

}  // namespace pratique::handlers
