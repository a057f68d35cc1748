#include "client/flows/export_flow.hpp"

#include <algorithm>
#include <charconv>

#include "client/api/error_code.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kTellEveryMs = 200;  // how often the number on screen moves
constexpr std::size_t kMaxRefusalBytes = 16'384;
constexpr std::string_view kTotalHeader = "x-pratique-total";

// "pratique-log-2026-11-22.csv", by the reader's own day.
std::string file_name(api::ExportFormat format, base::WallTime now, int zone_offset_minutes) {
  const std::string local = base::format_rfc3339(now + std::chrono::minutes(zone_offset_minutes));
  return "pratique-log-" + local.substr(0, 10) + "." + std::string(api::to_wire(format));
}

const char* content_type(api::ExportFormat format) {
  return format == api::ExportFormat::Csv ? "text/csv" : "application/jsonl";
}

std::optional<std::int64_t> number_of(const ports::Response& head, std::string_view name) {
  for (const ports::Header& header : head.headers) {
    if (header.name != name) continue;
    std::int64_t value = 0;
    const char* end = header.value.data() + header.value.size();
    const auto [at, failed] = std::from_chars(header.value.data(), end, value);
    if (failed == std::errc() && at == end && value >= 0) return value;
  }
  return std::nullopt;
}

}  // namespace

void ExportFlow::start(const std::optional<ListQueries>& shown, api::ExportFormat format) {
  if (!shown || !context_.signed_in()) return;
  stop();
  const base::WallTime wall = context_.ports.clock.wall_now();
  now().step = store::Export::Step::Running;
  now().format = format;
  now().file_name = file_name(format, wall, context_.ports.localisation.zone_offset_minutes(wall));
  ports::Transport::StreamHandler handler;
  handler.head = [this](const ports::Response& head) { take_head(head); };
  handler.chunk = [this](std::string_view bytes) { take_chunk(bytes); };
  handler.closed = [this](base::Result<void> ended) {
    const ports::Pending finished = std::move(stream_);
    end(std::move(ended));
  };
  stream_ = context_.api.export_messages(shown->list, format, std::move(handler));
  context_.changed();
}

void ExportFlow::take_head(const ports::Response& head) {
  status_ = head.status;
  now().matching = number_of(head, kTotalHeader);
  if (status_ == 200) file_ = context_.ports.downloads.grow(now().file_name, content_type(now().format));
  context_.changed();
}

void ExportFlow::take_chunk(std::string_view bytes) {
  if (!file_) {
    if (refusal_.size() + bytes.size() <= kMaxRefusalBytes) refusal_ += bytes;
    return;
  }
  file_->append(bytes);
  now().bytes += static_cast<std::int64_t>(bytes.size());
  now().rows += std::ranges::count(bytes, '\n');
  tell_soon();
}

void ExportFlow::end(base::Result<void> ended) {
  tell_timer_.reset();
  if (!ended) return fail(std::move(ended).error());
  if (!file_) return fail(api::decode_error(status_, refusal_, {}));
  const std::int64_t headings = now().format == api::ExportFormat::Csv ? 1 : 0;
  now().rows = std::max<std::int64_t>(0, now().rows - headings);
  // A connection that broke may look like an end: what is short is no file.
  const std::int64_t promised = std::min(now().matching.value_or(0), api::kExportRowsMax);
  if (now().rows < promised) return fail({.code = base::ErrorCode::Offline});
  file_->finish();
  file_.reset();
  now().step = store::Export::Step::Done;
  context_.changed();
}

void ExportFlow::fail(base::Error error) {
  file_.reset();
  now().step = store::Export::Step::Failed;
  now().error = std::move(error);
  context_.changed();
}

void ExportFlow::tell_soon() {
  if (tell_timer_) return;
  tell_timer_ = context_.ports.timers.after(kTellEveryMs, [this] {
    const ports::Pending finished = std::move(tell_timer_);
    context_.changed();
  });
}

void ExportFlow::stop() {
  stream_.reset();
  tell_timer_.reset();
  file_.reset();
  refusal_.clear();
  status_ = 0;
  now() = {};
  context_.changed();
}

void ExportFlow::forget() {
  stop();
}

}  // namespace pratique::flows
