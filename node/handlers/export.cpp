#include "node/handlers/export.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "client/api/export.hpp"
#include "client/api/message.hpp"
#include "node/domain/csv.hpp"
#include "node/handlers/query_text.hpp"

namespace pratique::handlers {
namespace {

constexpr std::int64_t kPage = 500;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string score_cell(const std::optional<double>& score) {
  if (!score) return {};
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", *score);
  return text;
}

std::string time_cell(const std::optional<base::WallTime>& time) {
  return time ? base::format_rfc3339(*time) : std::string();
}

std::string csv_head() {
  return domain::csv_row({"id",          "received_at",   "direction",        "status",        "status_at",   "class",
                          "reason_code", "score",         "threshold",        "envelope_from", "from_name",   "from_address",
                          "recipient",   "subject",       "message_id",       "queue_id",      "sender_ip",   "sender_host",
                          "helo",        "size_bytes",    "attachment_count", "smtp_reply",    "delivery_at", "delivery_host",
                          "delivery_ip", "delivery_port", "delivery_reply",   "node"});
}

std::string csv_line(const api::MessageSummary& m) {
  return domain::csv_row({m.id.value,
                          base::format_rfc3339(m.received_at),
                          std::string(api::to_wire(m.direction)),
                          std::string(api::to_wire(m.status)),
                          base::format_rfc3339(m.status_at),
                          std::string(api::to_wire(m.message_class)),
                          m.reason_code,
                          score_cell(m.score),
                          score_cell(m.threshold),
                          m.envelope_from,
                          m.header_from.name,
                          m.header_from.address,
                          m.recipient,
                          m.subject,
                          m.message_id,
                          m.queue_id,
                          m.sender_ip,
                          m.sender_host,
                          m.helo,
                          std::to_string(m.size_bytes),
                          std::to_string(m.attachment_count),
                          m.smtp_reply,
                          time_cell(m.delivery.at),
                          m.delivery.host,
                          m.delivery.ip,
                          m.delivery.port == 0 ? std::string() : std::to_string(m.delivery.port),
                          m.delivery.reply,
                          m.node});
}

// One page a call; the last row of each tells where the next begins, so that mail that comes meanwhile shifts nothing.
class Pages {
 public:
  Pages(storage::MessageRepository& messages, domain::Scope scope, api::query::Node where, api::ExportFormat format)
      : messages_(messages), scope_(std::move(scope)), where_(std::move(where)), format_(format) {}

  base::Result<std::string> next() {
    std::string out;
    if (!begun_ && format_ == api::ExportFormat::Csv) out = std::string(kByteOrderMark) + csv_head();
    begun_ = true;
    const std::int64_t wanted = std::min(kPage, api::kExportRowsMax - rows_);
    if (ended_ || wanted <= 0) return out;
    TRY(const auto page, messages_.walk(scope_, where_, place_, wanted));
    for (const api::MessageSummary& m : page) out += format_ == api::ExportFormat::Csv ? csv_line(m) : api::encode(m) + "\n";
    rows_ += static_cast<std::int64_t>(page.size());
    ended_ = static_cast<std::int64_t>(page.size()) < wanted;
    if (!page.empty()) place_ = {page.back().received_at, page.back().id};
    return out;
  }

 private:
  storage::MessageRepository& messages_;
  domain::Scope scope_;
  api::query::Node where_;
  api::ExportFormat format_;
  std::optional<storage::MessageRepository::Place> place_;
  std::int64_t rows_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

}  // namespace

Answer export_messages(Services& services, const Request& request) {
  const std::string word = request.query_value("format");
  const auto format = api::parse_export_format(word.empty() ? "csv" : word);
  if (!format) return base::fail(base::ErrorCode::BadInput, "A file is “csv” or “jsonl”", "format");
  TRY(const int zone, zone_offset_of(request));
  TRY(auto where, parse_query(request.query_value("q"), services.clock.wall_now(), zone, "q"));
  TRY(const std::int64_t total, services.storage.messages().count(request.scope(), where));
  Response response;
  const bool is_csv = *format == api::ExportFormat::Csv;
  response.content_type = is_csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  response.headers.emplace_back("Content-Disposition",
                                is_csv ? "attachment; filename=\"messages.csv\"" : "attachment; filename=\"messages.jsonl\"");
  response.headers.emplace_back("X-Pratique-Total", std::to_string(total));
  auto pages = std::make_shared<Pages>(services.storage.messages(), request.scope(), std::move(where), *format);
  response.source = [pages] { return pages->next(); };
  return response;
}

}  // namespace pratique::handlers
