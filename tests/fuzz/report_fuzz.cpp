// libFuzzer target: what people send in as a report, for any bytes. Limits hold, names and problems are of the wire, and what comes out of
// an archive or of Outlook's file can be read as a message.
#include <algorithm>
#include <cstdint>

#include "client/base/text.hpp"
#include "node/domain/body_hash.hpp"
#include "node/mime/message.hpp"
#include "node/mime/received_hops.hpp"
#include "node/reports/sent_files.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace pratique;
using test::require;

void read_message(const std::string& bytes) {
  for (const mime::Hop& hop : mime::hops_of(bytes, "mx.node.example")) {
    require(hop.end <= bytes.size());
    require(std::ranges::all_of(hop.queue_id,
                                [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }));
  }
  require(domain::body_hash(bytes).size() == 64);
  require(domain::body_hash(bytes) == domain::body_hash(bytes + " \r\n\r\n"));
  const auto message = mime::Message::parse(bytes);
  require(base::is_utf8(message.subject()) && base::is_utf8(message.text().text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto found = reports::read_files({{.name = "all.zip", .bytes = std::string(reinterpret_cast<const char*>(data), size)}});
  require(!found.empty() && found.size() <= 3 * api::kReportMax);
  std::size_t messages = 0;
  std::size_t bytes = 0;
  for (const reports::SentMessage& one : found) {
    require(base::is_utf8(one.name) && base::to_one_line(one.name) == one.name);
    require(one.problem.empty() || std::ranges::find(api::kReportProblems, one.problem) != api::kReportProblems.end());
    require(one.problem.empty() != one.bytes.empty());
    if (!one.problem.empty()) continue;
    ++messages;
    bytes += one.bytes.size();
    read_message(one.bytes);
  }
  require(messages <= api::kReportMax && bytes <= api::kReportBytesMax);
  return 0;
}
