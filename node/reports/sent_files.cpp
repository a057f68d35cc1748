#include "node/reports/sent_files.hpp"

#include <algorithm>
#include <array>

#include "client/base/text.hpp"
#include "node/mime/header_text.hpp"
#include "node/mime/outlook_message.hpp"
#include "node/reports/message_sink.hpp"

namespace pratique::reports {
namespace {

constexpr std::size_t kNameCodePoints = 200;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";
// One of these makes a text a message.
constexpr std::array<std::string_view, 9> kTellingFields{"from", "received", "date",        "subject",     "message-id",
                                                         "to",   "sender",   "return-path", "delivered-to"};

std::string shown_name(std::string_view name) {
  return std::string(base::first_code_points(base::to_one_line(name), kNameCodePoints));
}

bool is_message(std::string_view bytes) {
  const auto fields = mime::split_header(bytes);
  return std::ranges::any_of(fields, [](const mime::RawHeader& field) {
    return std::ranges::find(kTellingFields, base::to_lower_ascii(field.name)) != kTellingFields.end();
  });
}

// A message may hold any byte, but its header fields do not begin with these.
bool is_binary(std::string_view bytes) {
  return bytes.substr(0, 512).find('\0') != std::string_view::npos || bytes.starts_with("%PDF") || bytes.starts_with("{\\rtf");
}

// What is pasted or saved by an editor may begin with a mark or empty lines.
std::string without_lead(std::string bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.erase(0, kByteOrderMark.size());
  bytes.erase(0, std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  return bytes;
}

void read_outlook(const std::string& name, const std::string& bytes, MessageSink& sink) {
  auto rebuilt = mime::rebuild_outlook_message(bytes);
  if (!rebuilt) return sink.problem(name, rebuilt.error().code == base::ErrorCode::TooLarge ? "too_large" : "damaged");
  sink.add(name, *std::move(rebuilt), true);
}

}  // namespace

bool MessageSink::add(std::string_view name, std::string bytes, bool is_rebuilt) {
  if (is_full_) return false;
  if (left_.messages == 0) {
    problem(name, "too_many");
    is_full_ = true;
    return false;
  }
  if (bytes.size() > left_.bytes) {
    problem(name, "too_large");
    return true;  // a smaller one may follow
  }
  --left_.messages;
  left_.bytes -= bytes.size();
  found_.push_back({.name = shown_name(name), .problem = {}, .bytes = std::move(bytes), .is_rebuilt = is_rebuilt});
  return true;
}

void MessageSink::problem(std::string_view name, std::string_view code) {
  // One line for each of a thousand bad files would say no more.
  if (is_full_ || found_.size() >= 2 * api::kReportMax) return;
  found_.push_back({.name = shown_name(name), .problem = std::string(code), .bytes = {}});
}

void read_file(std::string name, std::string bytes, Inside inside, MessageSink& sink) {
  if (bytes.find_first_not_of(kBlanks) == std::string::npos) return sink.problem(name, "empty");
  if (bytes.size() > api::kReportBytesMax) return sink.problem(name, "too_large");
  if (bytes.starts_with("PK\3\4") || bytes.starts_with("PK\5\6")) {
    if (inside == Inside::Archive) return sink.problem(name, "unknown_type");
    return read_zip(name, bytes, sink);
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return read_outlook(name, bytes, sink);
  bytes = without_lead(std::move(bytes));
  if (bytes.starts_with("From ")) return read_mbox(name, bytes, sink);
  if (is_message(bytes))
    sink.add(name, std::move(bytes));
  else
    sink.problem(name, is_binary(bytes) ? "unknown_type" : "no_message");
}

std::vector<SentMessage> read_files(std::vector<SentFile> files, Budget budget) {
  MessageSink sink(budget);
  for (SentFile& file : files) {
    if (sink.is_full()) break;
    read_file(std::move(file.name), std::move(file.bytes), Inside::Nothing, sink);
  }
  return sink.take();
}

}  // namespace pratique::reports
