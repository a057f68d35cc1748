#include "client/api/event.hpp"

#include "client/api/message_json.hpp"
#include "client/api/word_list.hpp"
#include "client/base/text.hpp"

namespace pratique::api {
namespace {

constexpr auto kKinds = word_list<EventKind>("message_arrived", "message_changed", "job_changed", "resync");
constexpr std::size_t kMaxBufferedBytes = 4U << 20;  // a line or an event beyond it is not ours

}  // namespace

std::string_view to_wire(EventKind kind) {
  return kKinds.of(kind);
}

std::string encode_sse(const Event& event) {
  std::string out = "id: ";
  base::append_integer(out, event.id);
  out.append("\nevent: ").append(to_wire(event.kind)).append("\ndata: ");
  // JsonWriter escapes line ends, so one data line always holds the whole object.
  out += event.message ? encode(*event.message) : event.job ? encode(*event.job) : "{}";
  out += "\n\n";
  return out;
}

std::vector<Event> EventDecoder::feed(std::string_view bytes) {
  std::vector<Event> out;
  for (char c : bytes) {
    const bool second_half = c == '\n' && after_cr_;
    after_cr_ = c == '\r';
    if (second_half) continue;
    if (c == '\n' || c == '\r') {
      take_line(buffer_, out);
      buffer_.clear();
    } else if (buffer_.size() < kMaxBufferedBytes) {
      buffer_.push_back(c);
    } else {
      too_long_ = true;
    }
  }
  return out;
}

void EventDecoder::take_line(std::string_view line, std::vector<Event>& out) {
  if (first_line_ && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  first_line_ = false;
  if (line.empty()) return dispatch(out);
  const std::size_t colon = line.find(':');
  if (colon == 0) return;  // a comment: the node's sign of life
  const std::string_view name = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "event") {
    kind_ = value;
  } else if (name == "data") {
    if (data_.size() + value.size() > kMaxBufferedBytes) {
      too_long_ = true;
    } else {
      data_.append(value).push_back('\n');
    }
  } else if (name == "id" && value.find('\0') == std::string_view::npos) {
    id_ = value;  // kept across events (WHATWG HTML §9.2.6)
  }
}

void EventDecoder::dispatch(std::vector<Event>& out) {
  const std::string data = std::exchange(data_, {});
  const std::string kind_word = std::exchange(kind_, {});
  const bool dropped = std::exchange(too_long_, false);
  if (data.empty() && !dropped) return;
  const auto kind = kKinds.parse(kind_word);
  const auto id = base::parse_integer(id_);
  Event event;
  bool good = !dropped && kind && id;
  if (good) {
    event.kind = *kind;
    event.id = *id;
    if (*kind == EventKind::JobChanged) {
      auto job = decode_job(data);
      good = job.has_value();
      if (good) event.job = *std::move(job);
    } else if (*kind != EventKind::Resync) {
      auto message = decode_message_summary(data);
      good = message.has_value();
      if (good) event.message = *std::move(message);
    }
  }
  if (good) {
    out.push_back(std::move(event));
  } else {
    ++skipped_;
  }
}

}  // namespace pratique::api
