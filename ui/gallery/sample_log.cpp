// The delivery log of the scenes: one message of each fate, the days before it, and what is known of a rejected one.
#include <chrono>

#include "ui/gallery/samples.hpp"

namespace pratique::gallery {
namespace {

using api::Status;

struct Draft {
  const char* id;
  int seconds;  // of 23 November 2026, UTC
  Status status;
  const char* from;
  const char* to;
  const char* subject;
  const char* reason;
  double score = 0;
};

constexpr int at(int hour, int minute, int second) {
  return (hour * 60 + minute) * 60 + second;
}

constexpr Draft kDrafts[] = {
    {"g01", at(10, 38, 12), Status::Quarantined, "info@parcel-service.example", "frida@example.org",
     "Your parcel is waiting: pay 1.99 to release it 📦", "bad_link", 14.2},
    {"g02", at(10, 37, 55), Status::Rejected, "info@parcel-service.example", "office@example.org",
     "Your parcel is waiting: pay 1.99 to release it 📦", "score_over_limit", 27.3},
    {"g03", at(10, 31, 40), Status::Rejected, "noreply@parcel-service.example", "sales@example.org", "Ваша посылка ожидает: оплатите 1,99",
     "score_over_limit", 26.8},
    {"g04", at(10, 21, 3), Status::Rejected, "track@parcel-service.example", "frida@example.org", "包裹待领取：请支付 1.99", "dnsbl"},
    {"g05", at(9, 58, 31), Status::Tempfailed, "info@parcel-service.example", "info@example.org", "Delivery attempt failed", "greylisted"},
    {"g06", at(9, 41, 17), Status::Released, "depot@parcel-service.example.org", "frida@example.org", "Pickup confirmed for 24 November",
     ""},
    {"g07", at(9, 12, 48), Status::Delivered, "depot@parcel-service.example.org", "office@example.org", "Pickup confirmed for 24 November",
     ""},
    {"g08", at(8, 55, 2), Status::Rejected, "prize@parcel-service.example", "frida@example.org", "تهانينا! طردك جاهز للاستلام",
     "score_over_limit", 28.4},
    {"g09", at(8, 31, 26), Status::Bounced, "office@example.org", "help@parcel-service.example", "Re: Is this mail from you?",
     "mailbox_unknown"},
    {"g10", at(8, 2, 11), Status::Removed, "info@parcel-service.example", "frida@example.org", "Last reminder: storage fee 18.00",
     "bad_link", 13.1},
    {"g11", at(7, 44, 39), Status::Rejected, "info@parcel-service.example", "jobs@example.org",
     "Your parcel is waiting: pay 1.99 to release it 📦", "score_over_limit", 27.3},
    {"g12", at(7, 40, 20), Status::Deferred, "news@weekly-gardener.example", "frida@example.org", "What to plant before the first frost 🌷",
     "destination_down"},
    {"g13", at(7, 12, 0), Status::Accepted, "ann@example.net", "office@example.org", "Minutes of Thursday", ""},
    {"g14", at(6, 3, 9), Status::Rejected, "", "nobody@example.org", "", "recipient_unknown"},
    {"g15", at(5, 20, 44), Status::Expired, "invoice@example.net", "frida@example.org", "Invoice 2026-118", "blocked_file"},
};

}  // namespace

std::vector<api::MessageSummary> sample_log_rows() {
  const base::WallTime midnight = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);
  std::vector<api::MessageSummary> rows;
  for (const Draft& draft : kDrafts) {
    api::MessageSummary row;
    row.id.value = draft.id;
    row.received_at = row.status_at = midnight + std::chrono::seconds(draft.seconds);
    row.status = draft.status;
    row.envelope_from = draft.from;
    row.header_from.address = draft.from;
    row.recipient = draft.to;
    row.subject = draft.subject;
    row.reason_code = draft.reason;
    row.message_class = draft.status == Status::Quarantined ? api::MessageClass::Phish : api::MessageClass::Spam;
    if (draft.score > 0) {
      row.score = draft.score;
      row.threshold = draft.status == Status::Quarantined ? 6.0 : 25.0;
    }
    row.sender_ip = "203.0.113.77";
    row.sender_host = "mx7.cheap-track.example";
    row.queue_id = "4YbK7n2Qz1";
    row.size_bytes = 18'400;
    rows.push_back(std::move(row));
  }
  return rows;
}

// Thirty days with a wave of spam nine days ago; `total` of them in all.
api::Histogram sample_log_histogram(std::int64_t total) {
  api::Histogram histogram;
  const base::WallTime first = std::chrono::sys_days(std::chrono::year(2026) / 10 / 25);
  std::int64_t left = total;
  for (int day = 0; day < 30; ++day) {
    api::HistogramBar bar;
    bar.begin = first + std::chrono::days(day);
    const std::int64_t delivered = 62 + (day * 37) % 41;
    const std::int64_t rejected = day == 20 ? 96 : 4 + (day * 13) % 12;
    bar.by_status = {{Status::Accepted, day == 29 ? 1 : 0},
                     {Status::Delivered, delivered},
                     {Status::Deferred, (day * 7) % 4},
                     {Status::Rejected, rejected},
                     {Status::Quarantined, 3 + (day * 5) % 4}};
    std::erase_if(bar.by_status, [](const auto& one) { return one.second == 0; });
    if (day == 29) bar.by_status[Status::Delivered] = std::max<std::int64_t>(left - rejected - 10, 1);
    for (const auto& [status, count] : bar.by_status) bar.count += count;
    left -= bar.count;
    histogram.bars.push_back(std::move(bar));
  }
  return histogram;
}

api::MessageDetail sample_rejected_detail() {
  api::MessageDetail detail;
  detail.summary = sample_log_rows()[2];
  detail.summary.message_id = "a91c.88@mx7.cheap-track.example";
  detail.summary.wave = {"w7", 39};
  detail.summary.smtp_reply = "550 5.7.1 refused as spam, see https://mail.example.org/r/7F3A";
  detail.has_source = false;
  const base::WallTime end = detail.summary.received_at;
  using std::chrono::seconds;
  detail.trail = {{end - seconds(3), "connected", "", "203.0.113.77, mx7.cheap-track.example, TLS 1.3", "mail_server"},
                  {end - seconds(2), "named", "", "noreply@parcel-service.example to sales@example.org", "mail_server"},
                  {end - seconds(1), "checked", "", "reject, score 26.8 of 25.0", "filter"},
                  {end, "rejected", "", detail.summary.smtp_reply, "mail_server"}};
  return detail;
}

api::Health sample_health() {
  using api::HealthState;
  api::Health health;
  health.at = now();
  health.checks = {{"lmtp", "", HealthState::Fine, "", {}},
                   {"destination", "example.org", HealthState::Fine, "", {}},
                   {"destination", "example.net", HealthState::Failed, "mail.example.net:25 refuses the connection", {}},
                   {"filter", "", HealthState::Fine, "", {}},
                   {"mail_log", "", HealthState::Warning, "The log is read 95 seconds late", 95},
                   {"events", "", HealthState::Fine, "", 4},
                   {"disk", "", HealthState::Fine, "", 0.62},
                   {"store", "", HealthState::Fine, "", {}},
                   {"jobs", "", HealthState::Fine, "", 0},
                   {"training", "", HealthState::Off, "", {}}};
  return health;
}

}  // namespace pratique::gallery
