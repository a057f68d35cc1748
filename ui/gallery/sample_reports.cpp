// What was reported in the scenes: one of each outcome, files on their way, and the history.
#include <chrono>

#include "ui/gallery/samples.hpp"

namespace pratique::gallery {
namespace {

using api::ReportTrace;
using std::chrono::days;
using std::chrono::minutes;

api::ReadMessage read(const char* subject, const char* name, const char* address, ReportTrace trace) {
  api::ReadMessage out;
  out.subject = subject;
  out.header_from = {name, address};
  out.date = now() - days(1);
  out.trace = trace;
  if (trace == ReportTrace::Ours) {
    api::MessageSummary row;
    row.id.value = "g07";
    row.received_at = now() - days(1);
    row.status = api::Status::Delivered;
    row.recipient = "frida@example.com";
    row.header_from = out.header_from;
    row.subject = subject;
    row.score = 5.2;
    row.threshold = 6.0;
    out.message = std::move(row);
  }
  return out;
}

api::Report report(const char* id, api::ReportKind kind, api::ReadMessage message, const char* outcome) {
  api::Report out;
  out.id.value = id;
  out.kind = kind;
  out.reported_at = now() - minutes(1);
  out.reported_by = "frida@example.com";
  out.read = std::move(message);
  out.outcome = outcome;
  out.may_undo = out.read.trace == ReportTrace::Ours;
  return out;
}

store::Reported just(api::Report report) {
  store::Reported out;
  out.item.report = std::move(report);
  out.batch = 1;
  return out;
}

std::vector<api::Report> made() {
  std::vector<api::Report> out;
  api::ReadMessage deal =
      read("Win a weekend for two in the mountains 🏔️", "Deals of the day", "best@deals-mail.example", ReportTrace::Ours);
  deal.alike = 14;
  out.push_back(report("r1", api::ReportKind::Spam, std::move(deal), "learned"));
  api::ReadMessage quota = read("Ваш пароль истекает сегодня", "", "admin@quota-alerts.example", ReportTrace::Ours);
  quota.entry = sample_entries()[5];
  out.push_back(report("r2", api::ReportKind::Phish, std::move(quota), "learned"));
  out.back().entry_paused = true;
  out.push_back(report("r3", api::ReportKind::Spam,
                       read("請確認您的帳戶資料", "客服中心", "service@far-bank.example", ReportTrace::NotOurs), "not_ours"));
  return out;
}

}  // namespace

store::Reports sample_reports() {
  store::Reports out;
  for (api::Report& one : made()) out.just.push_back(just(std::move(one)));
  store::Reported unread;
  unread.item.unread = api::ReadMessage{};
  unread.item.unread->name = "newsletter-archive.pst";
  unread.item.unread->problem = "unknown_type";
  unread.batch = 1;
  out.just.push_back(std::move(unread));
  api::ReportPage page;
  page.items = made();
  page.items.push_back(
      report("r4", api::ReportKind::Spam,
             read("تهانينا! لقد ربحت هدية من متجرنا الجديد في المدينة", "متجر الهدايا", "win@gift-shop.example", ReportTrace::Ours),
             "already_known"));
  page.items.back().reported_at = now() - days(2);
  page.items.push_back(report("r5", api::ReportKind::NotSpam,
                              read("Your rope is cut and on its way", "Rope Walk", "orders@rope-walk.example", ReportTrace::Ours),
                              "learned"));
  page.items.back().reported_at = now() - days(9);
  page.items.back().undone_at = now() - days(9);
  page.items.push_back(
      report("r6", api::ReportKind::Spam,
             read("Re: your invoice of last month, which is still open and will go to a collector unless you answer by tonight", "",
                  "billing@open-invoice.example", ReportTrace::Unproven),
             "unproven"));
  page.items.back().via = api::ReportVia::Mail;
  page.items.back().reported_at = now() - days(12);
  page.total = 37;
  page.last_30_days = {.reported = 37, .learned = 31, .not_ours = 6};
  page.spam_address = "spam@report.example.org";
  page.not_spam_address = "wanted@report.example.org";
  out.page.succeed(std::move(page));
  return out;
}

std::vector<store::ReportFile> sample_report_files() {
  using Step = store::ReportFile::Step;
  std::vector<store::ReportFile> out(5);
  for (std::size_t i = 0; i < out.size(); ++i) out[i].id = static_cast<std::uint32_t>(i + 1);
  out[0].name = "win.eml";
  out[0].step = Step::Read;
  out[0].read = api::ReadReport{{made()[0].read}};
  out[1].name = "week.mbox";
  out[1].step = Step::Read;
  out[1].read = api::ReadReport{{made()[1].read, made()[2].read, made()[0].read}};
  out[2].name = "newsletter-archive.pst";
  out[2].step = Step::Read;
  api::ReadMessage problem;
  problem.name = out[2].name;
  problem.problem = "unknown_type";
  out[2].read = api::ReadReport{{problem}};
  out[3].name = "large.eml";
  out[3].size_bytes = 12'400'000;
  out[3].step = Step::Reading;
  out[4].name = "";
  out[4].step = Step::Failed;
  out[4].size_bytes = 8'100;
  out[4].error = base::Error{.code = base::ErrorCode::Timeout, .message = "no answer"};
  return out;
}

}  // namespace pratique::gallery
