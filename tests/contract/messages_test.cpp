#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "client/api/error_code.hpp"
#include "client/api/histogram.hpp"
#include "client/api/job.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/message.hpp"
#include "client/api/report.hpp"
#include "client/api/saved_search.hpp"
#include "node/handlers/routes.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

struct Inbox {
  explicit Inbox(int count = 0) : domain(contract_node().make_domain()), reader(contract_node().make_reader("ann@" + domain)) {
    for (int i = 0; i < count; ++i) {
      ids.push_back(contract_node().hold(reader.login, plain_mail(reader.login), [i](storage::NewDelivery& delivery) {
        delivery.summary.subject = "Number " + std::to_string(i);
        delivery.summary.score = i;
        delivery.summary.received_at += std::chrono::seconds(i);
      }));
    }
  }
  api::MessagePage page(const std::string& parameters) {
    const HttpReply reply = contract_node().get(reader, "/v1/messages" + parameters);
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return api::decode_message_page(reply.body).value();
  }

  std::string domain;
  Person reader;
  std::vector<api::MessageId> ids;
};

constexpr const char* kMixed =
    "From: =?utf-8?q?J=C3=B6rg?= <joerg@else.example>\r\nTo: ann@here.example\r\nSubject: =?utf-8?b?5pel5pys6Kqe?=\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
    "--c\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n"
    "--c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<p onclick='x()'>Hi <script>alert(1)</script><img src='https://track.example/p.gif'><a "
    "href='https://go.example/'>go</a></p>\r\n--c--\r\n"
    "--b\r\nContent-Type: text/html; name=\"in\"\r\nContent-Disposition: attachment; "
    "filename*=utf-8''..%2F%E2%82%AC%22%0D%0Aevil.html\r\n\r\n<script>1</script>\r\n"
    "--b--\r\n";

}  // namespace

TEST_CASE("A list is paged by cursor forwards and back, and by offset", "[messages]") {
  Inbox inbox(7);
  const api::MessagePage first = inbox.page("?limit=3");
  CHECK(first.total == 7);
  CHECK(first.offset == 0);
  REQUIRE(first.items.size() == 3);
  CHECK(first.items[0].id == inbox.ids[6]);  // newest first
  CHECK_FALSE(first.prev);
  REQUIRE(first.next);
  const api::MessagePage second = inbox.page("?limit=3&cursor=" + *first.next);
  REQUIRE(second.items.size() == 3);
  CHECK(second.items[0].id == inbox.ids[3]);
  REQUIRE(second.prev);
  CHECK(inbox.page("?limit=3&cursor=" + *second.prev).items == first.items);
  const api::MessagePage by_offset = inbox.page("?limit=3&offset=3");
  CHECK(by_offset.items == second.items);
  CHECK(by_offset.offset == 3);
  CHECK(inbox.page("?offset=100").items.empty());
  CHECK(inbox.page("?sort=score&limit=1").items[0].id == inbox.ids[0]);
  CHECK(inbox.page("?sort=-score&limit=1").items[0].id == inbox.ids[6]);
}

TEST_CASE("A search answers what matches, counts it exactly and says when it came", "[messages]") {
  Inbox inbox(4);
  CHECK(inbox.page("?q=subject%3A%22Number+2%22").total == 1);
  CHECK(inbox.page("?q=score%3E1").total == 2);
  CHECK(inbox.page("?q=status%3Aheld").total == 4);
  CHECK(inbox.page("?q=status%3Areleased").total == 0);
  const auto count = api::decode_message_count(contract_node().get(inbox.reader, "/v1/messages/count?q=score%3E1").body);
  REQUIRE(count);
  CHECK(count->count == 2);
  const auto histogram =
      api::decode_histogram(contract_node().get(inbox.reader, "/v1/messages/histogram?bucket=hour&zone_offset_minutes=60").body);
  REQUIRE(histogram);
  std::int64_t sum = 0;
  for (const api::HistogramBar& bar : histogram->bars) sum += bar.count;
  CHECK(sum == 4);
}

TEST_CASE("What is wrong with a question is named, with its place", "[messages]") {
  Inbox inbox;
  const auto refused = [&](const std::string& parameters, const std::string& field, const std::string& path = "/v1/messages") {
    const HttpReply reply = contract_node().get(inbox.reader, path + parameters);
    INFO(parameters << " " << reply.body);
    CHECK(reply.status == 400);
    CHECK(api::decode_error(400, reply.body, "").field == field);
    return api::decode_error(400, reply.body, "").message;
  };
  CHECK(refused("?q=invoice+nonsense%3Ax", "q").find("9") != std::string::npos);
  refused("?q=score%3Ex", "q");
  refused("?q=%28a", "q");
  refused("?limit=0", "limit");
  refused("?limit=501", "limit");
  refused("?limit=ten", "limit");
  refused("?offset=-1", "offset");
  refused("?offset=1&cursor=x", "offset");
  refused("?cursor=made-up", "cursor");
  refused("?sort=colour", "sort");
  refused("?zone_offset_minutes=5000", "zone_offset_minutes");
  refused("?bucket=year", "bucket", "/v1/messages/histogram");
  refused("?q=nonsense%3Ax", "q", "/v1/messages/count");
}

TEST_CASE("An opened message shows its text, inert HTML, headers, parts and every byte", "[message]") {
  Inbox inbox;
  ContractNode& node = contract_node();
  const std::string path = "/v1/messages/" + node.hold(inbox.reader.login, kMixed).value;
  const auto detail = api::decode_message_detail(node.get(inbox.reader, path).body);
  REQUIRE(detail);
  CHECK(detail->summary.recipient == inbox.reader.login);

  const auto text = api::decode_message_text(node.get(inbox.reader, path + "/text").body);
  REQUIRE(text);
  CHECK(text->text.find("Gr\u00fc\u00dfe") != std::string::npos);

  const HttpReply html = node.get(inbox.reader, path + "/html");
  CHECK(html.headers.at("content-security-policy").find("sandbox") != std::string::npos);
  for (const char* gone : {"script", "onclick", " src=", " href="}) CHECK(html.body.find(gone) == std::string::npos);
  CHECK(html.body.find("data-remote-src=\"https://track.example/p.gif\"") != std::string::npos);
  CHECK(html.body.find("data-href=\"https://go.example/\"") != std::string::npos);
  CHECK(node.get(inbox.reader, path + "/html?images=1").body.find(" src=\"https://track.example/p.gif\"") != std::string::npos);
  CHECK(node.get(inbox.reader, path + "/html?images=yes").status == 400);

  const auto headers = api::decode_message_headers(node.get(inbox.reader, path + "/headers").body);
  REQUIRE(headers);
  REQUIRE(headers->fields.size() >= 3);
  CHECK(headers->fields[2].value == "\u65e5\u672c\u8a9e");

  const auto parts = api::decode_message_parts(node.get(inbox.reader, path + "/parts").body);
  REQUIRE(parts);
  const auto attached = std::ranges::find(parts->parts, "attachment", &api::Part::disposition);
  REQUIRE(attached != parts->parts.end());
  const HttpReply part = node.get(inbox.reader, path + "/parts/" + std::to_string(attached->number));
  CHECK(part.headers.at("content-type") == "application/octet-stream");  // never text/html
  const std::string disposition = part.headers.at("content-disposition");
  CHECK(disposition.starts_with("attachment; filename=\""));
  CHECK(std::ranges::count(disposition, '"') == 2);
  CHECK(disposition.find("..%2F") == std::string::npos);
  CHECK(part.body.find("<script>1</script>") == 0);
  CHECK(node.get(inbox.reader, path + "/parts/999").status == 404);
  CHECK(node.get(inbox.reader, path + "/parts/x").status == 404);

  const HttpReply raw = node.get(inbox.reader, path + "/raw");
  CHECK(raw.body == kMixed);
  CHECK(raw.headers.at("content-type") == "message/rfc822");
  const HttpReply start = node.call({.path = path + "/raw", .token = inbox.reader.token, .body = {}, .headers = {{"Range", "bytes=0-9"}}});
  CHECK(start.status == 206);
  CHECK(start.body == std::string(kMixed, 10));
  CHECK(start.headers.at("content-range") == "bytes 0-9/" + std::to_string(raw.body.size()));
}

TEST_CASE("Every byte comes back, whatever the message is made of", "[message]") {
  Inbox inbox;
  std::string every;
  for (int i = 0; i < 256; ++i) every += static_cast<char>(i);
  for (const std::string& bytes : {every, std::string("\r\n"), std::string("no header at all"), std::string(3'000'000, '\n') + every}) {
    const auto id = contract_node().hold(inbox.reader.login, bytes);
    CHECK((contract_node().get(inbox.reader, "/v1/messages/" + id.value + "/raw").body == bytes));
    for (const char* under : {"", "/text", "/headers", "/parts"})
      CHECK(contract_node().get(inbox.reader, "/v1/messages/" + id.value + under).status == 200);
  }
}

TEST_CASE("Nobody sees or touches another person's message or job: it is not there", "[scope]") {
  Inbox anns(1);
  Inbox bobs(1);
  ContractNode& node = contract_node();
  const HttpReply started =
      node.post(bobs.reader, "/v1/actions", api::encode(api::ActionRequest{.action = api::Action::MarkSeen, .ids = bobs.ids}));
  const std::string entry = api::encode(api::NewListEntry{.pattern = "sender.test", .applies_to = bobs.reader.login});
  const std::string search = api::encode(api::NewSavedSearch{.name = "Unseen", .query = "is:unseen"});
  // Bob's own thing under each noun, and a body with which a change would be carried out. Requests: requests_test.cpp.
  struct Foreign {
    std::string_view under, id, body;
  };
  const std::string job = api::decode_job(started.body)->id.value;
  const std::string listed = api::decode_list_entry(node.post(bobs.reader, "/v1/lists/block", entry).body)->id.value;
  const std::string saved = api::decode_saved_search(node.post(bobs.reader, "/v1/searches", search).body)->id.value;
  const HttpReply reported = node.post(bobs.reader, "/v1/reports?kind=spam", "Subject: Bought\r\n\r\nnow\r\n");
  const std::string report = api::decode_report_result(reported.body)->items.at(0).report->id.value;
  const std::string anns_entry = api::encode(api::NewListEntry{.pattern = "other.test", .applies_to = anns.reader.login});
  const Foreign foreign[] = {{"/v1/jobs", job, ""},       {"/v1/lists", listed, anns_entry}, {"/v1/searches", saved, search},
                             {"/v1/reports", report, ""}, {"/v1/requests", "1", "{}"},       {"/v1/messages", bobs.ids[0].value, ""}};

  std::set<std::string> tried;
  for (const handlers::Route& route : handlers::routes()) {
    std::string path(route.pattern);
    if (path.find("{id}") == std::string::npos) continue;
    const auto* theirs = std::ranges::find_if(foreign, [&](const Foreign& one) { return path.starts_with(one.under); });
    REQUIRE(theirs != std::end(foreign));
    path.replace(path.find("{id}"), 4, theirs->id);
    if (const auto at = path.find("{kind}"); at != std::string::npos) path.replace(at, 6, "block");
    if (const auto at = path.find("{n}"); at != std::string::npos) path.replace(at, 3, "1");
    const std::string body(route.method == "DELETE" ? "" : theirs->body);
    INFO(route.method << " " << path);
    CHECK(node.call({.method = std::string(route.method), .path = path, .token = anns.reader.token, .body = body}).status == 404);
    CHECK(node.call({.method = std::string(route.method), .path = path}).status == 401);
    tried.insert(std::string(route.pattern));
  }
  CHECK(tried.size() >= 15);
  CHECK(api::decode_list_entry_page(node.get(bobs.reader, "/v1/lists/block").body)->total == 1);
  CHECK(api::decode_saved_searches(node.get(bobs.reader, "/v1/searches").body)->items.size() == 1);
  for (const char* action : {"release", "remove", "mark_seen", "mark_unseen"}) {
    const std::string body =
        R"({"action":")" + std::string(action) + R"(","ids":[")" + anns.ids[0].value + R"(",")" + bobs.ids[0].value + R"("]})";
    CHECK(node.post(anns.reader, "/v1/actions", body).status == 404);
  }
  CHECK(node.status_of(anns.ids[0]) == api::Status::Quarantined);  // all or nothing
  CHECK(anns.page("").total == 1);
  CHECK(node.post(anns.reader, "/v1/actions", R"({"action":"remove","query":"subject:Number"})").status == 202);
  CHECK(node.status_of(bobs.ids[0]) == api::Status::Quarantined);
}

TEST_CASE("A domain user sees their domain, a person all of their addresses, an administrator everything", "[scope]") {
  ContractNode& node = contract_node();
  Inbox one(1);
  Inbox two(1);
  const Person domain_user = node.make_person("admin-of-" + one.domain, api::Role::Domain, {}, {one.domain});
  const Person both = node.make_person("both-" + one.domain, api::Role::Email, {one.reader.login, two.reader.login});
  const Person everything = node.make_person("root-" + one.domain, api::Role::SuperAdmin, {});
  const auto sees = [&](const Person& person, const api::MessageId& id) {
    return node.get(person, "/v1/messages/" + id.value).status == 200;
  };
  CHECK(sees(domain_user, one.ids[0]));
  CHECK_FALSE(sees(domain_user, two.ids[0]));
  CHECK((sees(both, one.ids[0]) && sees(both, two.ids[0])));
  CHECK((sees(everything, one.ids[0]) && sees(everything, two.ids[0])));
}

TEST_CASE("A request that makes no sense is refused with its field", "[actions]") {
  Inbox inbox(1);
  const auto status = [&](const std::string& body) { return contract_node().post(inbox.reader, "/v1/actions", body).status; };
  CHECK(status("") == 400);
  CHECK(status("[]") == 400);
  CHECK(status(R"({"action":"explode","ids":["1"]})") == 400);
  CHECK(status(R"({"action":"remove","ids":[]})") >= 400);
  CHECK(status(R"({"action":"remove","ids":["not a number"]})") == 404);
  CHECK(status(R"({"action":"remove","query":"subject:nothing-like-it"})") == 422);
  CHECK(status(R"({"action":"remove","ids":["1"],"query":"a"})") == 400);
  CHECK(contract_node().get(inbox.reader, "/v1/jobs/not-a-number").status == 404);
}

}  // namespace pratique::test
