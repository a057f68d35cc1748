#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/api/export.hpp"
#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "node/domain/csv.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

struct DeliveryLog {
  DeliveryLog() {
    domain = contract_node().make_domain();
    reader = contract_node().make_reader("ann@" + domain);
  }
  // What the mail log tells of a message that was delivered.
  void delivered(const std::string& queue_id, const std::string& subject) {
    storage::LogFact fact;
    fact.summary.queue_id = queue_id;
    fact.summary.recipient = reader.login;
    fact.summary.envelope_from = "sender@else.example";
    fact.summary.subject = subject;
    fact.summary.status = api::Status::Delivered;
    fact.summary.status_at = SystemClock().wall_now();
    fact.trail.push_back({fact.summary.status_at, "delivered", {}, "250 ok", "mail_server"});
    REQUIRE(contract_node().storage().log().take_event({queue_id + domain, fact.summary.status_at, {}, {}}, std::span(&fact, 1)));
  }
  api::MessageSummary only_row() {
    const auto page = api::decode_message_page(contract_node().get(reader, "/v1/messages").body);
    REQUIRE(page);
    REQUIRE(page->items.size() == 1);
    return page->items[0];
  }
  HttpReply exported(const Person& person, const std::string& query, api::ExportFormat format) {
    return contract_node().get(person, api::to_export_url(query, format));
  }

  std::string domain;
  Person reader;
};

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace

TEST_CASE_METHOD(DeliveryLog, "What only the log knows of is shown, but has no source", "[delivery_log]") {
  delivered("4fContract1", "Logged");
  const auto row = only_row();
  CHECK(row.status == api::Status::Delivered);
  const auto detail = api::decode_message_detail(contract_node().get(reader, "/v1/messages/" + row.id.value).body);
  REQUIRE(detail);
  CHECK_FALSE(detail->has_source);
  CHECK_FALSE(detail->expires_at);
  for (const char* part : {"raw", "text", "html", "headers", "parts", "parts/0"}) {
    const HttpReply reply = contract_node().get(reader, "/v1/messages/" + row.id.value + "/" + part);
    CHECK(reply.status == 404);
    CHECK(reply.body.find("Only the log knows") != std::string::npos);
  }
  for (const api::Action action : {api::Action::Release, api::Action::Remove, api::Action::TrainSpam}) {
    const HttpReply reply = contract_node().post(reader, "/v1/actions", api::encode(api::ActionRequest{.action = action, .ids = {row.id}}));
    REQUIRE(reply.status == 202);
    const auto job = api::decode_job(reply.body).value();
    REQUIRE(job.items.size() == 1);
    CHECK(job.items[0].state == api::ItemState::Skipped);
    CHECK(job.items[0].reply.find("Only the log knows") != std::string::npos);
  }
}

TEST_CASE_METHOD(DeliveryLog, "An export has every row that matches, and none of other people's", "[export]") {
  const std::string hostile = "=HYPERLINK(\"http://evil.example\";\"x\"), \"two\"\nlines";
  delivered("4fContract2", hostile);
  for (int i = 0; i < 1203; ++i) {
    (void)contract_node().hold(reader.login, plain_mail(reader.login), [&](storage::NewDelivery& held) {
      held.summary.subject = "Row " + std::to_string(i);
      held.summary.score = -1.5;
    });
  }
  const HttpReply csv = exported(reader, "", api::ExportFormat::Csv);
  REQUIRE(csv.status == 200);
  CHECK(csv.headers.at("x-pratique-total") == "1204");
  CHECK(csv.headers.at("content-disposition").find("messages.csv") != std::string::npos);
  CHECK(csv.body.starts_with("\xEF\xBB\xBFid,received_at,"));
  const auto table = domain::parse_csv(csv.body, {.rows = 2000});
  REQUIRE(table);
  REQUIRE(table->size() == 1205);
  CHECK(csv.body.find(",\"'=HYPERLINK(") != std::string::npos);
  CHECK(csv.body.find(",-1.50,") != std::string::npos);
  const HttpReply lines = exported(reader, "subject:\"Row 7\"", api::ExportFormat::Jsonl);
  REQUIRE(lines.status == 200);
  CHECK(lines.headers.at("content-type") == "application/x-ndjson");
  CHECK(lines_in(lines.body) == 1);
  CHECK(api::decode_message_summary(lines.body.substr(0, lines.body.find('\n')))->subject == "Row 7");
  CHECK(lines_in(exported(reader, "status:quarantined", api::ExportFormat::Jsonl).body) == 1203);
  const Person other = contract_node().make_reader("other@" + domain);
  CHECK(exported(other, "", api::ExportFormat::Jsonl).body.empty());
  CHECK(contract_node().get(reader, "/v1/export?format=xlsx").status == 400);
  CHECK(contract_node().get(reader, "/v1/export?q=after:never").status == 400);
  CHECK(contract_node().call({.path = "/v1/export"}).status == 401);
}

}  // namespace pratique::test
