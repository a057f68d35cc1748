#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "client/api/list_entry.hpp"
#include "client/api/report.hpp"
#include "node/domain/body_hash.hpp"
#include "node/domain/digest.hpp"
#include "tests/contract/contract_node.hpp"
#include "tests/support/base64.hpp"

namespace pratique::test {
namespace {

// As a mailbox has it: what the destination put on top, the node's own Postfix, and what was sent.
std::string with_hop(const std::string& queue_id, const std::string& sent) {
  return "Delivered-To: somebody\r\nReceived: from mx.node.example\r\n\tby imap.dest.example with LMTP id abc\r\n\tfor x; Sun, 22 Nov 2026 "
         "11:00:03 +0000\r\n"
         "Received: from mail.else.example (mail.else.example [192.0.2.7])\r\n\tby MX.node.example (Postfix) with ESMTPS id " +
         queue_id + "\r\n\tfor <x>; Sun, 22 Nov 2026 11:00:01 +0000\r\n" + sent;
}

struct Reports {
  Reports() {
    contract_node().filter().forget();
    domain = contract_node().make_domain();
    ann = contract_node().make_reader("ann@" + domain);
  }
  ~Reports() { contract_node().filter().forget(); }

  // A delivery that only the log knows of, as the filter's event and the mail log make it. Answers the queue id.
  std::string delivered(const std::string& recipient, const std::string& sent, double score = 1.5) {
    static int number = 0;
    const std::string queue_id = "4Qz" + std::to_string(100000 + ++number) + "Zabc";
    storage::LogFact fact;
    fact.summary.recipient = recipient;
    fact.summary.queue_id = queue_id;
    fact.summary.status = api::Status::Delivered;
    fact.summary.status_at = SystemClock().wall_now();
    fact.summary.envelope_from = "ann@else.example";
    fact.summary.header_from = {"Ann", "ann@else.example"};
    fact.summary.subject = "Delivered";
    fact.summary.score = score;
    fact.summary.threshold = 6;
    fact.why = api::Why{.verdict_code = "under_limit", .params = {}, .score = score, .threshold = 6};
    REQUIRE(contract_node().storage().log().take_event({queue_id, fact.summary.status_at, queue_id, domain::body_hash(sent)},
                                                       std::span(&fact, 1)));
    return queue_id;
  }
  HttpReply send(const Person& person, const std::string& target, const std::string& body, const std::string& type = "message/rfc822") {
    return contract_node().call(
        {.method = "POST", .path = target, .token = person.token, .body = body, .headers = {{"Content-Type", type}}});
  }
  api::Report report(const Person& person, const std::string& mail, const std::string& kind = "spam") {
    const HttpReply reply = send(person, "/v1/reports?kind=" + kind, mail);
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    const auto result = api::decode_report_result(reply.body);
    REQUIRE(result);
    REQUIRE(result->items.size() == 1);
    REQUIRE(result->items[0].report);
    return *result->items[0].report;
  }
  api::ReadMessage preview(const Person& person, const std::string& mail) {
    const HttpReply reply = send(person, "/v1/reports/preview?name=a.eml", mail);
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    const auto read = api::decode_read_report(reply.body);
    REQUIRE(read);
    REQUIRE(read->items.size() == 1);
    return read->items[0];
  }
  api::ReportPage history(const Person& person) {
    const auto page = api::decode_report_page(contract_node().get(person, "/v1/reports").body);
    REQUIRE(page);
    return *page;
  }
  HttpReply undo(const Person& person, const api::ReportId& id) {
    return contract_node().post(person, "/v1/reports/" + id.value + "/undo");
  }

  std::string domain;
  Person ann;
};

const std::string kSpam =
    "From: Ann <ann@else.example>\r\nTo: <x@y.example>\r\nSubject: Win now\r\nMessage-ID: <win@else.example>\r\n"
    "Date: Sun, 22 Nov 2026 11:00:00 +0000\r\n\r\nCheap   \r\n\r\nlanterns for all of you\r\n";

}  // namespace

TEST_CASE_METHOD(Reports, "Spam that was delivered teaches the classifier of its mailbox, as the filter saw it", "[reports]") {
  const std::string queue_id = delivered(ann.login, kSpam);
  const std::string mail = with_hop(queue_id, "X-Spamd-Result: default: False [1.5 / 6];\r\n\tA(1.00)[]\r\n" + kSpam);
  const api::ReadMessage read = preview(ann, mail);
  CHECK(read.name == "a.eml");
  CHECK(read.problem.empty());
  CHECK(read.header_from.address == "ann@else.example");
  CHECK(read.subject == "Win now");
  CHECK(read.snippet == "Cheap lanterns for all of you");
  CHECK(read.message_id == "win@else.example");
  CHECK(read.date);
  CHECK(read.size_bytes == static_cast<std::int64_t>(mail.size()));
  CHECK(read.sha256 == domain::sha256_hex(mail));
  CHECK(read.trace == api::ReportTrace::Ours);
  REQUIRE(read.message);
  CHECK(read.message->recipient == ann.login);
  REQUIRE(read.why);
  CHECK(read.why->verdict_code == "under_limit");
  CHECK(contract_node().filter().calls().empty());
  CHECK(history(ann).total == 0);

  const api::Report made = report(ann, mail);
  CHECK(made.outcome == "learned");
  CHECK(made.reported_by == ann.login);
  CHECK(made.may_undo);
  CHECK(made.read.message == read.message);
  const auto calls = contract_node().filter().calls();
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].path == "/learnspam");
  CHECK(calls[0].headers.at("classifier") == "peruser");
  CHECK(calls[0].headers.at("rcpt") == ann.login);
  CHECK(calls[0].body == kSpam);
  const auto detail = api::decode_message_detail(contract_node().get(ann, "/v1/messages/" + read.message->id.value).body).value();
  CHECK(detail.trail.back().kind == "taught_spam");
  CHECK(detail.trail.back().actor == ann.login);

  const api::ReportPage page = history(ann);
  REQUIRE(page.items.size() == 1);
  CHECK(page.items[0].id == made.id);
  CHECK(page.items[0].outcome == "learned");
  CHECK(page.items[0].read.message);
  CHECK_FALSE(page.items[0].read.why);
  CHECK(page.last_30_days == api::ReportTotals{.reported = 1, .learned = 1, .not_ours = 0});
  CHECK(page.spam_address == "spamreport@report.example");
}

TEST_CASE_METHOD(Reports, "An administrator teaches the classifier of all, and a message of others is not there", "[reports]") {
  const std::string mail = with_hop(delivered("bob@" + domain, kSpam), kSpam);
  CHECK(report(ann, mail).outcome == "not_ours");
  CHECK(contract_node().filter().calls().empty());
  const Person admin = contract_node().make_person("report-admin-" + domain, api::Role::Admin, {}, {domain});
  CHECK(report(admin, mail, "not_spam").outcome == "learned");
  const auto calls = contract_node().filter().calls();
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].path == "/learnham");
  CHECK(calls[0].headers.at("classifier") == "global");
  CHECK(history(ann).last_30_days.not_ours == 1);
}

TEST_CASE_METHOD(Reports, "A true queue id with another body, or by another host, proves nothing", "[reports]") {
  const std::string queue_id = delivered(ann.login, kSpam);
  std::string forged = kSpam;
  forged.replace(forged.find("lanterns"), 8, "weddings");
  CHECK(report(ann, with_hop(queue_id, forged)).outcome == "unproven");
  // Below another of our own fields that nobody knows.
  CHECK(report(ann, with_hop("4Qz999999Zzzz", with_hop(queue_id, forged + "again\r\n"))).outcome == "unproven");
  std::string elsewhere = with_hop(queue_id, kSpam);
  elsewhere.replace(elsewhere.find("MX.node.example"), 15, "mx.evil.example");
  CHECK(report(ann, elsewhere).outcome == "not_ours");
  // A name in a comment, which the client chooses, is not the server's.
  std::string in_comment = with_hop(queue_id, kSpam);
  in_comment.replace(in_comment.find("(mail.else.example [192.0.2.7])\r\n\tby MX.node.example"), 53,
                     "(x by mx.node.example id " + queue_id + " [192.0.2.7])\r\n\tby mx.evil.example");
  CHECK(preview(ann, in_comment).trace == api::ReportTrace::NotOurs);
  CHECK(contract_node().filter().calls().empty());
}

TEST_CASE_METHOD(Reports, "Held mail is proven by its stored bytes, which are what is taught", "[reports]") {
  const std::string stored =
      "Received: from a\r\n\tby mx.node.example (Postfix) with ESMTP id 4Qheld12345; Sun, 22 Nov 2026 11:00:01 +0000\r\n" + kSpam;
  (void)contract_node().hold(ann.login, stored, [](storage::NewDelivery& delivery) { delivery.summary.queue_id = "4Qheld12345"; });
  CHECK(report(ann, "X-Later: yes\r\n" + stored, "phish").outcome == "learned");
  REQUIRE(contract_node().filter().calls().size() == 1);
  CHECK(contract_node().filter().calls()[0].body == stored);
}

TEST_CASE_METHOD(Reports, "The same message is reported once as the same; as the opposite it is another report", "[reports]") {
  const std::string mail = with_hop(delivered(ann.login, kSpam), kSpam);
  const api::Report first = report(ann, mail);
  const api::Report again = report(ann, mail + "\r\n");  // the same Message-ID
  CHECK(again.outcome == "duplicate");
  CHECK(again.id == first.id);
  CHECK(report(ann, mail, "not_spam").outcome == "learned");
  CHECK(history(ann).total == 2);
  CHECK(contract_node().filter().calls().size() == 2);
}

TEST_CASE_METHOD(Reports, "Undoing teaches the opposite, once, and only one's own", "[reports]") {
  const api::Report made = report(ann, with_hop(delivered(ann.login, kSpam), kSpam));
  const Person bob = contract_node().make_reader("bob@" + domain);
  CHECK(undo(bob, made.id).status == 404);
  const HttpReply reply = undo(ann, made.id);
  REQUIRE(reply.status == 200);
  const auto undone = api::decode_report(reply.body);
  REQUIRE(undone);
  CHECK(undone->undone_at);
  CHECK_FALSE(undone->may_undo);
  REQUIRE(contract_node().filter().calls().size() == 2);
  CHECK(contract_node().filter().calls()[1].path == "/learnham");
  CHECK(contract_node().filter().calls()[1].body == kSpam);
  CHECK(undo(ann, made.id).status == 409);
  CHECK(undo(ann, {"p999999"}).status == 404);
  const api::Report foreign = report(ann, "Subject: From nowhere\r\n\r\nhello\r\n");
  CHECK(foreign.outcome == "not_ours");
  CHECK(undo(ann, foreign.id).status == 422);
  CHECK(history(ann).last_30_days == api::ReportTotals{.reported = 2, .learned = 0, .not_ours = 1});
}

TEST_CASE_METHOD(Reports, "While the filter is down a lesson waits, is taught later, and is dropped when it is undone", "[reports]") {
  contract_node().filter().answer_next(0);
  const api::Report made = report(ann, with_hop(delivered(ann.login, kSpam), kSpam));
  CHECK(made.outcome == "waiting");
  CHECK(made.may_undo);
  CHECK(contract_node().storage().reports().due(SystemClock().wall_now() + std::chrono::minutes(2), 10)->size() == 1);
  REQUIRE(undo(ann, made.id).status == 200);
  CHECK(contract_node().storage().reports().due(SystemClock().wall_now() + std::chrono::hours(2), 10)->empty());
  CHECK(contract_node().filter().calls().size() == 1);
}

TEST_CASE_METHOD(Reports, "An allow entry that let spam in is paused by the report and resumed by its undoing", "[reports]") {
  const HttpReply added = contract_node().post(
      ann, "/v1/lists/allow",
      api::encode(api::NewListEntry{.pattern = "else.example", .applies_to = ann.login, .note = "", .expires_at = {}, .paused = false}));
  REQUIRE(added.status == 201);
  const auto entry = api::decode_list_entry(added.body).value();
  const std::string mail = with_hop(delivered(ann.login, kSpam, 9), kSpam);
  const api::ReadMessage read = preview(ann, mail);
  REQUIRE(read.entry);
  CHECK(read.entry->id == entry.id);
  const api::Report made = report(ann, mail);
  CHECK(made.entry_paused);
  const auto paused = [&] {
    return contract_node().storage().lists().find(domain::Scope::system(), api::ListKind::Allow, entry.id)->entry.paused;
  };
  CHECK(paused());
  const auto undone = api::decode_report(undo(ann, made.id).body).value();
  CHECK_FALSE(undone.entry_paused);
  CHECK_FALSE(paused());
}

TEST_CASE_METHOD(Reports, "Several messages come as a form, as base64 or in one mbox; what cannot be read says why", "[reports]") {
  const std::string form = "--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"one.eml\"\r\n\r\n" + kSpam +
                           "\r\n--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"two.pdf\"\r\nContent-Type: "
                           "application/pdf\r\n\r\n%PDF-1.4\r\n--b1--\r\n";
  const auto read = api::decode_read_report(send(ann, "/v1/reports/preview", form, "multipart/form-data; boundary=b1").body).value();
  REQUIRE(read.items.size() == 2);
  CHECK(read.items[0].sha256 == domain::sha256_hex(kSpam));
  CHECK(read.items[0].name == "one.eml");
  CHECK(read.items[1].problem == "unknown_type");
  const std::string large = kSpam + std::string(std::size_t{5} << 20, 'a') + "\r\n";
  const std::string large_form =
      "--bound\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.eml\"\r\n\r\n" + large + "\r\n--bound--\r\n";
  const auto large_read =
      api::decode_read_report(send(ann, "/v1/reports/preview", large_form, "multipart/form-data; boundary=bound").body).value();
  REQUIRE(large_read.items.size() == 1);
  CHECK(large_read.items[0].sha256 == domain::sha256_hex(large));
  const auto large_source =
      api::decode_read_report(send(ann, "/v1/reports/preview", R"({"sources":[")" + base64(large) + R"("]})", "application/json").body)
          .value();
  REQUIRE(large_source.items.size() == 1);
  CHECK(large_source.items[0].sha256 == domain::sha256_hex(large));
  const std::string json = R"({"sources":[")" + base64(kSpam) + R"(",")" + base64("nothing of the kind") + R"("]})";
  const auto sources = api::decode_report_result(send(ann, "/v1/reports?kind=spam&via=bookmarklet", json, "application/json").body).value();
  REQUIRE(sources.items.size() == 2);
  REQUIRE(sources.items[0].report);
  CHECK(sources.items[0].report->via == api::ReportVia::Bookmarklet);
  CHECK(sources.items[0].report->read.sha256 == domain::sha256_hex(kSpam));
  REQUIRE(sources.items[1].unread);
  CHECK(sources.items[1].unread->problem == "no_message");
  std::string mbox;
  for (int i = 0; i < 27; ++i) mbox += "From a@b Sun Nov 22 11:00:00 2026\nSubject: " + std::to_string(i) + "\n\n>From here\n\n";
  const auto many = api::decode_read_report(send(ann, "/v1/reports/preview?name=all.mbox", mbox).body).value();
  REQUIRE(many.items.size() == 26);
  CHECK(many.items[24].subject == "24");
  CHECK(many.items[0].name == "all.mbox/1");
  CHECK(many.items[25].problem == "too_many");
}

TEST_CASE_METHOD(Reports, "Limits and wrong input name their field and change nothing", "[reports]") {
  const auto refused = [&](const HttpReply& reply, int status, const std::string& field) {
    INFO(reply.body);
    CHECK(reply.status == status);
    CHECK(reply.body.find("\"field\":\"" + field + "\"") != std::string::npos);
  };
  refused(send(ann, "/v1/reports?kind=junk", kSpam), 400, "kind");
  refused(send(ann, "/v1/reports?kind=spam&via=mail", kSpam), 400, "via");
  refused(send(ann, "/v1/reports?kind=spam", ""), 400, "body");
  refused(send(ann, "/v1/reports?kind=spam", R"({"sources":["%%%"]})", "application/json"), 400, "sources/0");
  refused(send(ann, "/v1/reports?kind=spam", R"({"sources":[]})", "application/json"), 400, "sources");
  refused(send(ann, "/v1/reports?kind=spam", "--b1\r\nnothing", "multipart/form-data; boundary=b1"), 400, "file");
  std::string many = R"({"sources":[)";
  for (int i = 0; i < 26; ++i) many += std::string(i == 0 ? "" : ",") + "\"" + base64(kSpam) + "\"";
  refused(send(ann, "/v1/reports?kind=spam", many + "]}", "application/json"), 413, "sources");
  refused(send(ann, "/v1/reports?kind=spam", kSpam + std::string(api::kReportBytesMax, 'a')), 413, "body");
  CHECK(history(ann).total == 0);
  CHECK(send({}, "/v1/reports?kind=spam", kSpam).status == 401);
  CHECK(contract_node().call({.path = "/v1/reports"}).status == 401);
}

TEST_CASE_METHOD(Reports, "Who reports without end is asked to wait", "[reports]") {
  std::string mbox;
  for (int i = 0; i < 25; ++i) mbox += "From a@b Sun Nov 22 11:00:00 2026\nSubject: x\n\n" + std::to_string(i) + "\n\n";
  HttpReply last;
  for (int i = 0; i < 5 && last.status != 429; ++i) last = send(ann, "/v1/reports?kind=spam", mbox);
  CHECK(last.status == 429);
  CHECK(last.headers.contains("retry-after"));
}

TEST_CASE_METHOD(Reports, "An add-on without an account reports spam of the one mailbox that it went to", "[reports][compat]") {
  const std::string mail = with_hop(delivered(ann.login, kSpam), kSpam);
  std::string encoded = "mailContent=";
  for (const char c : mail) {
    char hex[4];
    std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned char>(c));
    encoded += hex;
  }
  const auto post = [](const std::string& body, const std::string& type, const std::map<std::string, std::string>& more = {}) {
    HttpCall call{.method = "POST",
                  .path = "/spamreport.php",
                  .body = body,
                  .headers = {{"Content-Type", type}, {"X-Reported-Via", "Expertspam/2.0.0"}}};
    call.headers.insert(more.begin(), more.end());
    return contract_node().call(call);
  };
  contract_node().let_report_anonymously(true);
  const HttpReply reply = post(encoded, "application/x-www-form-urlencoded");
  CHECK(reply.status == 200);
  CHECK(reply.body == "OK");
  CHECK(reply.headers.at("access-control-allow-origin") == "*");
  REQUIRE(contract_node().filter().calls().size() == 1);
  CHECK(contract_node().filter().calls()[0].headers.at("rcpt") == ann.login);
  CHECK(contract_node().filter().calls()[0].body == kSpam);
  const auto page = history(ann);
  REQUIRE(page.items.size() == 1);
  CHECK(page.items[0].via == api::ReportVia::AddOn);
  CHECK(page.items[0].reported_by == "127.0.0.1");
  CHECK(undo(ann, page.items[0].id).status == 200);
  const HttpReply multipart = post("--bound\r\nContent-Disposition: form-data; name=\"mailContent\"\r\n\r\n" + kSpam + "\r\n--bound--\r\n",
                                   "multipart/form-data; boundary=bound");
  CHECK(multipart.body == "OK");
  CHECK(post("other=1", "application/x-www-form-urlencoded").status == 400);
  contract_node().let_report_anonymously(false);
  const HttpReply refused = post(encoded, "application/x-www-form-urlencoded");
  CHECK(refused.status == 403);
  CHECK(refused.headers.at("content-type").starts_with("text/plain"));
  CHECK(post(encoded, "application/x-www-form-urlencoded", {{"Authorization", "Basic " + base64(ann.login + ":wrong")}}).status == 401);
  const HttpReply by_name =
      post(encoded, "application/x-www-form-urlencoded", {{"Authorization", "Basic " + base64(ann.login + ":" + kPassword)}});
  CHECK(by_name.body == "OK");
  CHECK(history(ann).items.at(0).via == api::ReportVia::AddOn);
}

TEST_CASE_METHOD(Reports, "An add-on from another origin may ask, and is told that it may report", "[reports][compat]") {
  const HttpReply reply = contract_node().call({.method = "OPTIONS",
                                                .path = "/spamreport.php",
                                                .headers = {{"Origin", "moz-extension://x"},
                                                            {"Access-Control-Request-Method", "POST"},
                                                            {"Access-Control-Request-Headers", "x-reported-via"}}});
  CHECK(reply.status == 204);
  CHECK(reply.headers.at("access-control-allow-origin") == "*");
  CHECK(reply.headers.at("access-control-allow-headers").find("x-reported-via") != std::string::npos);
}

}  // namespace pratique::test
