#include <chrono>

#include "ui/gallery/samples.hpp"

namespace pratique::gallery {
namespace {

using std::chrono::days;

struct Made {
  const char* pattern;
  const char* reach;
  const char* note;
  std::int64_t hits;
  int added_days;
  int ends_days;  // 0 = never
  bool paused;
};
constexpr Made kMade[] = {
    {"kite-club.example", "frida@example.com", "Club letter", 6, 0, 0, false},
    {"keiri@sample-shoji.example", "frida@example.com", "取引先（請求書）", 12, 3, 38, false},
    {"rowing.example.org", "frida@example.com", "", 48, 12, 0, false},
    {"library.example.org", "example.com", "Town library", 1'902, 21, 0, false},
    {"newsletter@museum.example.org", "frida@example.com", "Members’ letter", 31, 24, 0, false},
    {"quota-alerts.example", "frida@example.com", "Paused after your report", 3, 26, 0, true},
    {"книжная-лавка.example", "frida@example.com", "Новинки месяца", 9, 45, 219, false},
    {"tickets@cityhall-concerts.example", "frida@example.com", "", 17, 53, 0, false},
    {"invoices@print-shop.example", "office@example.com", "Monthly bill", 8, 68, 38, false},
};

}  // namespace

std::vector<api::ListEntry> sample_entries() {
  std::vector<api::ListEntry> out;
  int number = 0;
  for (const Made& made : kMade) {
    api::ListEntry entry;
    entry.id.value = "e" + std::to_string(++number);
    entry.entry.pattern = made.pattern;
    entry.entry.applies_to = made.reach;
    entry.entry.note = made.note;
    entry.entry.paused = made.paused;
    if (made.ends_days > 0) entry.entry.expires_at = now() + days(made.ends_days);
    entry.hits = made.hits;
    entry.added_at = now() - days(made.added_days);
    entry.may_change = entry.entry.applies_to != "example.com";
    entry.added_by = entry.may_change ? "frida@example.com" : "admin";
    out.push_back(std::move(entry));
  }
  return out;
}

store::ListForm sample_form() {
  store::ListForm form;
  form.entry.pattern = "weekly-gardener.example";
  form.entry.applies_to = "frida@example.com";
  form.entry.note = "Garden letter";
  api::ListPreview preview;
  preview.held_matching = 5;
  preview.held_releasable = 4;
  for (api::MessageSummary& row : sample_rows()) {
    if (preview.sample.size() < 3) preview.sample.push_back(std::move(row));
  }
  preview.warnings = {"unsigned"};
  form.preview.succeed(std::move(preview));
  return form;
}

std::vector<api::ReleaseRequest> sample_requests() {
  const std::vector<api::MessageSummary> rows = sample_rows();
  std::vector<api::ReleaseRequest> out;
  for (std::size_t i = 0; i < 4 && i < rows.size(); ++i) {
    api::ReleaseRequest request;
    request.id.value = "q" + std::to_string(i);
    request.message = rows[i];
    request.asked_by = i == 3 ? "frida@example.com" : "omar@example.com";
    request.asked_at = now() - std::chrono::minutes(17 * (i + 1));
    request.note = i == 1 ? "" : "I wait for this invoice";
    request.may_decide = true;
    out.push_back(std::move(request));
  }
  out[2].state = api::RequestState::Denied;
  out[2].decided_by = "admin";
  out[2].answer = "It is a known fraud";
  return out;
}

}  // namespace pratique::gallery
