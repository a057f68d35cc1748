// Reports of the node in memory. What a file holds its name says: "two.mbox" two messages, ".pst" nothing that can be read, "theirs" mail
// that came another way, "listed" mail that an allow entry let in.
#include <algorithm>

#include "client/base/text.hpp"
#include "tests/support/fake_node.hpp"

namespace pratique::test {
namespace {

std::string parameter_of(const std::string& url, const std::string& name) {
  const std::size_t at = url.find(name + "=");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 1;
  return base::percent_decode(url.substr(begin, url.find('&', begin) - begin));
}

bool has(const std::string& name, std::string_view part) {
  return name.find(part) != std::string::npos;
}

api::ReadMessage message_in(const std::string& name, const std::vector<api::ListEntry>& entries) {
  api::ReadMessage out;
  out.name = name;
  if (has(name, ".pst")) {
    out.problem = "unknown_type";
    return out;
  }
  out.subject = "Subject of " + name;
  out.header_from = {"", "spammer@far-shore.example"};
  out.trace = has(name, "theirs") ? api::ReportTrace::NotOurs : api::ReportTrace::Ours;
  if (has(name, "listed") && !entries.empty()) out.entry = entries.front();
  return out;
}

}  // namespace

// /v1/reports?…, /v1/reports/preview?name=, /v1/reports/{id}/undo
Answer FakeNode::report_calls(const ports::Request& request) {
  const std::string name = parameter_of(request.path, "name");
  std::vector<api::ReadMessage> items(has(name, "two") ? 2 : 1, message_in(name, entries));
  if (request.path.starts_with("/v1/reports/preview?")) return ok(api::encode(api::ReadReport{items}));
  if (request.method == "GET") {
    api::ReportPage page;
    page.offset = base::parse_integer(parameter_of(request.path, "offset")).value_or(0);
    page.total = static_cast<std::int64_t>(reports.size());
    const std::int64_t end = std::min(page.total, page.offset + base::parse_integer(parameter_of(request.path, "limit")).value_or(50));
    for (std::int64_t i = page.offset; i < end; ++i) page.items.push_back(reports[static_cast<std::size_t>(page.total - 1 - i)]);
    page.last_30_days.reported = page.total;
    page.spam_address = "spam@report.example.org";
    return ok(api::encode(page));
  }
  if (request.path.ends_with("/undo")) {
    const std::string id = request.path.substr(12, request.path.size() - 17);
    const auto known = std::ranges::find(reports, id, [](const api::Report& one) { return one.id.value; });
    if (known == reports.end()) return status(404);
    if (known->undone_at) return status(409, R"({"code":"conflict","message":"It was taken back before"})");
    known->undone_at = clock_.wall_now();
    known->may_undo = false;
    return ok(api::encode(*known));
  }
  api::ReportResult result;
  for (api::ReadMessage& item : items) {
    if (!item.problem.empty()) {
      result.items.push_back({std::nullopt, item});
      continue;
    }
    api::Report report;
    report.id.value = "r" + std::to_string(reports.size() + 1);
    report.kind = api::parse_report_kind(parameter_of(request.path, "kind")).value_or(api::ReportKind::Spam);
    report.reported_at = clock_.wall_now();
    report.reported_by = me.login;
    report.outcome = item.trace == api::ReportTrace::Ours ? outcome : "not_ours";
    report.may_undo = item.trace == api::ReportTrace::Ours;
    report.entry_paused = item.entry.has_value() && report.kind != api::ReportKind::NotSpam;
    if (report.entry_paused) item.entry->entry.paused = entries.front().entry.paused = true;
    report.read = std::move(item);
    reports.push_back(report);
    result.items.push_back({std::move(report), std::nullopt});
  }
  return ok(api::encode(result));
}

}  // namespace pratique::test
