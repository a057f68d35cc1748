#include <catch2/catch_test_macros.hpp>

#include "client/api/error_code.hpp"
#include "client/api/list_entry.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

struct ListSetting {
  ListSetting() {
    domain = contract_node().make_domain();
    ann = contract_node().make_reader("ann@" + domain);
    bob = contract_node().make_reader("bob@" + domain);
    owner = contract_node().make_person("owner-" + domain, api::Role::Domain, {}, {domain});
    admin = contract_node().make_person("admin-" + domain, api::Role::Admin, {}, {domain});
    const std::string elsewhere = contract_node().make_domain();
    stranger = contract_node().make_person("stranger-" + domain, api::Role::Domain, {}, {elsewhere});
  }
  HttpReply post(const Person& person, const std::string& what, const api::NewListEntry& entry, const std::string& kind = "allow") {
    return contract_node().post(person, "/v1/lists/" + kind + what, api::encode(entry));
  }
  HttpReply put(const Person& person, const api::ListEntryId& id, const api::NewListEntry& entry) {
    return contract_node().call(
        {.method = "PUT", .path = "/v1/lists/allow/" + id.value, .token = person.token, .body = api::encode(entry)});
  }
  HttpReply remove(const Person& person, const api::ListEntryId& id) {
    return contract_node().call({.method = "DELETE", .path = "/v1/lists/allow/" + id.value, .token = person.token});
  }
  api::ListEntry add(const Person& person, const std::string& pattern, const std::string& applies_to) {
    const HttpReply reply = post(person, "", {.pattern = pattern, .applies_to = applies_to});
    INFO(reply.body);
    REQUIRE(reply.status == 201);
    return api::decode_list_entry(reply.body).value();
  }
  std::string domain;
  Person ann, bob, owner, admin, stranger;
};

std::string field_of(const HttpReply& reply) {
  return api::decode_error(reply.status, reply.body, {}).field;
}

api::ListEntryPage page_of(const HttpReply& reply) {
  const auto page = api::decode_list_entry_page(reply.body);
  REQUIRE(page);
  return *page;
}

}  // namespace

TEST_CASE("People list senders for themselves, domain users for their domain; nobody reaches into another's", "[lists]") {
  ListSetting s;
  const auto mine = s.add(s.ann, "Example.ORG", s.ann.login);
  CHECK(mine.entry.pattern == "example.org");
  CHECK(mine.added_by == s.ann.login);
  CHECK(mine.may_change);
  const auto whole = s.add(s.owner, "example.net", s.domain);
  const auto for_bob = s.add(s.admin, "bob-only.example", s.bob.login);

  CHECK(page_of(contract_node().get(s.ann, "/v1/lists/allow")).total == 2);
  CHECK_FALSE(page_of(contract_node().get(s.ann, "/v1/lists/allow?q=example.net")).items.front().may_change);
  CHECK(page_of(contract_node().get(s.owner, "/v1/lists/allow?limit=2")).next.has_value());
  CHECK(page_of(contract_node().get(s.admin, "/v1/lists/allow")).total == 3);
  CHECK(page_of(contract_node().get(s.stranger, "/v1/lists/allow")).total == 0);
  CHECK(page_of(contract_node().get(s.ann, "/v1/lists/block")).total == 0);

  const api::NewListEntry wish{.pattern = "x.example", .applies_to = s.ann.login};
  for (const Person* person : {&s.stranger, &s.bob}) {
    CHECK(s.put(*person, mine.id, wish).status == 404);
    CHECK(s.remove(*person, mine.id).status == 404);
  }
  CHECK(s.put(s.ann, for_bob.id, wish).status == 404);
  CHECK(s.remove(s.ann, for_bob.id).status == 404);
  CHECK(s.put(s.ann, whole.id, wish).status == 422);  // she sees it, but it is the domain's
  CHECK(s.remove(s.ann, whole.id).status == 422);
  for (const std::string& foreign : {s.bob.login, std::string("else.example"), std::string("x@else.example")}) {
    const HttpReply reply = s.post(s.ann, "", {.pattern = "x.example", .applies_to = foreign});
    CHECK(reply.status == 404);
    CHECK(field_of(reply) == "applies_to");
    CHECK(s.post(s.ann, "/preview", {.pattern = "x.example", .applies_to = foreign}).status == 404);
  }
  CHECK(s.post(s.ann, "", {.pattern = "x.example", .applies_to = s.domain}).status == 422);
  CHECK(s.post(s.stranger, "", {.pattern = "x.example", .applies_to = s.domain}).status == 404);
  CHECK(s.post(s.owner, "", {.pattern = "EXAMPLE.net", .applies_to = s.domain}).status == 409);
  CHECK(contract_node().get(s.ann, "/v1/lists/grey").status == 404);

  const HttpReply changed = s.put(s.owner, mine.id, {.pattern = "example.org", .applies_to = s.ann.login, .note = "n", .paused = true});
  REQUIRE(changed.status == 200);
  CHECK(api::decode_list_entry(changed.body)->entry.paused);
  CHECK(s.remove(s.ann, mine.id).body == "{}");
  CHECK(s.remove(s.ann, mine.id).status == 404);
}

TEST_CASE("A wrong entry is refused by the name of its field, and nothing is kept", "[lists]") {
  ListSetting s;
  const auto refused = [&s](const api::NewListEntry& entry) {
    const HttpReply reply = s.post(s.ann, "", entry);
    CHECK(reply.status == 400);
    return field_of(reply);
  };
  CHECK(refused({.pattern = "com", .applies_to = s.ann.login}) == "pattern");
  CHECK(refused({.pattern = "<script>", .applies_to = s.ann.login}) == "pattern");
  CHECK(refused({.pattern = "a.example", .applies_to = "no one"}) == "applies_to");
  CHECK(refused({.pattern = "a.example", .applies_to = s.ann.login, .note = std::string(501, 'n')}) == "note");
  CHECK(refused({.pattern = "a.example", .applies_to = s.ann.login, .expires_at = SystemClock().wall_now()}) == "expires_at");
  CHECK(contract_node().post(s.ann, "/v1/lists/allow", "{}").status == 400);
  CHECK(contract_node().get(s.ann, "/v1/lists/allow?limit=0").status == 400);
  CHECK(contract_node().get(s.ann, "/v1/lists/allow?cursor=x").status == 400);
  CHECK(contract_node().call({.path = "/v1/lists/allow"}).status == 401);
  CHECK(page_of(contract_node().get(s.ann, "/v1/lists/allow")).total == 0);
}

TEST_CASE("A preview says what is held of the sender and what to think of, and changes nothing", "[lists]") {
  ListSetting s;
  for (int i = 0; i < 7; ++i) {
    (void)contract_node().hold(s.ann.login, plain_mail(s.ann.login), [i](storage::NewDelivery& delivery) {
      delivery.summary.header_from = {"Ann", "ann@gmail.com"};
      delivery.summary.message_class = i == 0 ? api::MessageClass::Phish : api::MessageClass::Spam;
    });
  }
  const HttpReply reply = s.post(s.ann, "/preview", {.pattern = "gmail.com", .applies_to = s.ann.login});
  REQUIRE(reply.status == 200);
  const auto preview = api::decode_list_preview(reply.body).value();
  CHECK(preview.held_matching == 7);
  CHECK(preview.held_releasable == 6);
  CHECK(preview.sample.size() == 5);
  CHECK(preview.warnings == std::vector<std::string>{"public_provider", "unsigned"});
  const auto own = api::decode_list_preview(s.post(s.ann, "/preview", {.pattern = s.domain, .applies_to = s.ann.login}).body).value();
  CHECK(own.warnings == std::vector<std::string>{"own_domain"});
  CHECK(own.held_matching == 0);
  CHECK(s.post(s.ann, "/preview", {.pattern = "com", .applies_to = s.ann.login}).status == 400);
  CHECK(page_of(contract_node().get(s.ann, "/v1/lists/allow")).total == 0);
}

TEST_CASE("What a list exports it imports, and a file with a mistake changes nothing", "[lists]") {
  ListSetting s;
  s.add(s.ann, "a.example", s.ann.login);
  s.add(s.owner, "b.example", s.domain);
  const auto import_as = [](const Person& person, const std::string& mode, const std::string& csv) {
    return contract_node().call({.method = "POST",
                                 .path = "/v1/lists/allow/import?mode=" + mode,
                                 .token = person.token,
                                 .body = csv,
                                 .headers = {{"Content-Type", "text/csv"}}});
  };
  const HttpReply file = contract_node().get(s.ann, "/v1/lists/allow/export");
  REQUIRE(file.status == 200);
  CHECK(file.body == "pattern,applies_to,note,expires_at,paused\r\na.example," + s.ann.login + ",,,false\r\n");
  CHECK(file.headers.at("content-disposition").find("allow-list.csv") != std::string::npos);
  CHECK(api::decode_list_import(import_as(s.ann, "replace", file.body).body) == api::ListImport{.unchanged = 1});

  const HttpReply wrong =
      import_as(s.ann, "add", file.body + "c.example," + s.ann.login + ",,,false\r\nd.example,nobody@else.example,,,\r\n");
  CHECK(wrong.status == 404);  // somebody else's mailbox is not there
  const HttpReply bad = import_as(s.ann, "add", file.body + "c.example," + s.ann.login + ",,,false\r\ncom," + s.ann.login + ",,,\r\n");
  CHECK(bad.status == 400);
  CHECK(api::decode_error(400, bad.body, {}).message.starts_with("Line 4, column 1: "));
  CHECK(import_as(s.ann, "merge", file.body).status == 400);
  CHECK(import_as(s.ann, "add", file.body + "b.example," + s.domain + ",,,\r\n").status == 422);
  CHECK(page_of(contract_node().get(s.ann, "/v1/lists/allow")).total == 2);

  const HttpReply swapped = import_as(s.owner, "replace", "applies_to,pattern\n" + s.domain + ",z.example\n");
  CHECK(api::decode_list_import(swapped.body) == api::ListImport{.added = 1, .removed = 2});
  CHECK(import_as(s.owner, "add", std::string(1'000'001, 'x')).status == 413);
  CHECK(contract_node().get(s.ann, "/v1/lists/grey/export").status == 404);
}

}  // namespace pratique::test
