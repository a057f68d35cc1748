// The messages in what people send in: RFC 822 source, mbox, Outlook's .msg, and a zip of these. What a file is, its bytes say. Total: what
// cannot be read gives a problem of api::kReportProblems in its place. Bounded by the budget of one call. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/report.hpp"

namespace pratique::reports {

struct SentFile {
  std::string name;  // as its sender calls it; may be empty
  std::string bytes;
};

struct SentMessage {
  std::string name;         // one line; within an archive "all.zip/one.eml"
  std::string problem;      // of api::kReportProblems, or empty
  std::string bytes;        // of one message; empty with a problem
  bool is_rebuilt = false;  // from Outlook's properties: not the bytes that were delivered
};

struct Budget {  // what is left of a call's limits
  std::size_t messages = api::kReportMax;
  std::size_t bytes = api::kReportBytesMax;
};

// In order; at least one a file.
[[nodiscard]] std::vector<SentMessage> read_files(std::vector<SentFile> files, Budget budget = {});

}  // namespace pratique::reports
