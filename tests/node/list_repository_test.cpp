#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <regex>
#include <sstream>

#include "node/commands/list_maps.hpp"
#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

constexpr auto kAllow = api::ListKind::Allow;
constexpr auto kBlock = api::ListKind::Block;

struct ListFixture : StorageFixture {
  ListFixture() { REQUIRE(storage->accounts().put_domain({.name = "dest.test", .host = "h"})); }
  storage::ListRepository& lists() { return storage->lists(); }
  api::ListEntry put(const domain::Scope& scope, const std::string& pattern, const std::string& applies_to, api::ListKind kind = kAllow,
                     const std::string& note = {}) {
    const auto added = lists().add(scope, kind, {.pattern = pattern, .applies_to = applies_to, .note = note}, at_ms(kStartMs));
    if (!added) FAIL(added.error().message);
    return *added;
  }
  std::vector<std::string> patterns(const domain::Scope& scope, const storage::EntryQuery& query = {}, api::ListKind kind = kAllow) {
    const auto page = lists().list(scope, kind, query);
    if (!page) FAIL(page.error().message);
    std::vector<std::string> out;
    for (const api::ListEntry& entry : page->items) out.push_back(entry.entry.pattern);
    return out;
  }
  const domain::Scope ann = email_scope({"ann@dest.test"}, 1);
  const domain::Scope bob = email_scope({"bob@dest.test"}, 2);
  const domain::Scope owner = domain_scope({"dest.test"}, 3);
  const domain::Scope stranger = domain_scope({"else.test"}, 4);
};

using Names = std::vector<std::string>;

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE_METHOD(ListFixture, "everybody sees the entries that are about them", "[lists]") {
  const auto for_domain = put(owner, "a.test", "dest.test");
  const auto for_bob = put(owner, "b.test", "bob@dest.test");
  put(ann, "c.test", "ann@dest.test");
  put(ann, "d.test", "ann@dest.test", kBlock);
  CHECK(patterns(ann) == Names{"c.test", "a.test"});
  CHECK(patterns(bob) == Names{"b.test", "a.test"});
  CHECK(patterns(owner) == Names{"c.test", "b.test", "a.test"});
  CHECK(patterns(ann, {}, kBlock) == Names{"d.test"});
  CHECK(patterns(stranger).empty());
  CHECK_FALSE(lists().find(ann, kAllow, for_domain.id)->may_change);
  CHECK(lists().find(bob, kAllow, for_bob.id)->may_change);  // about his mailbox, whoever made it
  CHECK(lists().find(ann, kAllow, for_bob.id).error().code == base::ErrorCode::NotFound);
  CHECK(lists().find(bob, kBlock, for_bob.id).error().code == base::ErrorCode::NotFound);  // on the other list
}

TEST_CASE_METHOD(ListFixture, "nobody changes what is not theirs", "[lists]") {
  const auto for_domain = put(owner, "a.test", "dest.test");
  const auto for_bob = put(bob, "b.test", "bob@dest.test");
  const api::NewListEntry wish{.pattern = "x.test", .applies_to = "ann@dest.test"};
  CHECK(lists().change(ann, kAllow, for_domain.id, wish).error().code == base::ErrorCode::Refused);
  CHECK(lists().change(ann, kAllow, for_bob.id, wish).error().code == base::ErrorCode::NotFound);
  CHECK(lists().remove(ann, kAllow, for_domain.id).error().code == base::ErrorCode::Refused);
  CHECK(lists().remove(ann, kAllow, for_bob.id).error().code == base::ErrorCode::NotFound);
  CHECK(lists().remove(stranger, kAllow, for_domain.id).error().code == base::ErrorCode::NotFound);
  for (const char* other : {"bob@dest.test", "else.test", "x@else.test"}) {
    const auto added = lists().add(ann, kAllow, {.pattern = "x.test", .applies_to = other}, at_ms(0));
    CHECK(added.error().code == base::ErrorCode::NotFound);
    CHECK(added.error().field == "applies_to");
  }
  CHECK(lists().add(ann, kAllow, {.pattern = "x.test", .applies_to = "dest.test"}, at_ms(0)).error().code == base::ErrorCode::Refused);
  CHECK(lists().change(bob, kAllow, for_bob.id, wish).error().code == base::ErrorCode::NotFound);  // moved to another's mailbox
  CHECK(lists().add(domain::Scope::system(), kAllow, {.pattern = "x.test", .applies_to = "unknown.test"}, at_ms(0)).error().code ==
        base::ErrorCode::NotFound);
  CHECK(patterns(owner) == Names{"b.test", "a.test"});
}

TEST_CASE_METHOD(ListFixture, "the same sender is listed once for the same people, without regard to case", "[lists]") {
  put(ann, "Bob@a.test", "ann@dest.test");
  const auto again = lists().add(ann, kAllow, {.pattern = "bob@a.test", .applies_to = "ANN@dest.test"}, at_ms(0));
  CHECK(again.error().code == base::ErrorCode::Conflict);
  CHECK(again.error().field == "pattern");
  put(ann, "bob@a.test", "ann@dest.test", kBlock);  // the other list is another matter
  const auto other = put(ann, "c.test", "ann@dest.test");
  CHECK(lists().change(ann, kAllow, other.id, {.pattern = "BOB@a.test", .applies_to = "ann@dest.test"}).error().code ==
        base::ErrorCode::Conflict);
  const auto changed =
      lists().change(ann, kAllow, other.id, {.pattern = "c.test", .applies_to = "ann@dest.test", .note = "n", .paused = true});
  REQUIRE(changed);
  CHECK(changed->entry.paused);
  CHECK(changed->added_at == at_ms(kStartMs));
}

TEST_CASE_METHOD(ListFixture, "entries are found by words, and pages follow each other", "[lists]") {
  for (int i = 0; i < 7; ++i) put(owner, "s" + std::to_string(i) + ".test", "dest.test", kAllow, i == 3 ? "Größe matters" : "");
  put(owner, "info@xn--bcher-kva.example", "dest.test");
  CHECK(patterns(owner, {.words = "grosse MATTERS"}) == Names{"s3.test"});
  CHECK(patterns(owner, {.words = "bücher.example"}) == Names{"info@xn--bcher-kva.example"});
  CHECK(patterns(owner, {.words = "s1 dest"}) == Names{"s1.test"});
  CHECK(patterns(owner, {.words = "s1 nowhere"}).empty());
  auto page = lists().list(owner, kAllow, {.limit = 3});
  REQUIRE(page);
  CHECK(page->total == 8);
  REQUIRE(page->next);
  const auto second = lists().list(owner, kAllow, {.cursor = page->next, .limit = 3});
  REQUIRE(second);
  CHECK(second->offset == 3);
  CHECK(second->items == lists().list(owner, kAllow, {.offset = 3, .limit = 3})->items);
  const auto last = lists().list(owner, kAllow, {.cursor = second->next, .limit = 3});
  CHECK(last->items.size() == 2);
  CHECK_FALSE(last->next);
  CHECK(lists().list(owner, kAllow, {.cursor = "nonsense"}).error().field == "cursor");
  CHECK(lists().list(owner, kAllow, {.offset = 100})->items.empty());
}

TEST_CASE_METHOD(ListFixture, "an import is taken whole or not at all", "[lists]") {
  put(ann, "a.test", "ann@dest.test");
  put(ann, "b.test", "ann@dest.test");
  put(owner, "c.test", "dest.test");
  const std::vector<api::NewListEntry> file{{.pattern = "a.test", .applies_to = "ann@dest.test"},
                                            {.pattern = "b.test", .applies_to = "ann@dest.test", .note = "new"},
                                            {.pattern = "d.test", .applies_to = "ann@dest.test"}};
  const auto added = lists().import(ann, kAllow, file, storage::ImportMode::Add, at_ms(1));
  REQUIRE(added);
  CHECK(*added == api::ListImport{.added = 1, .changed = 1, .unchanged = 1, .removed = 0});
  std::vector<api::NewListEntry> foreign = file;
  foreign.push_back({.pattern = "e.test", .applies_to = "bob@dest.test"});
  CHECK(lists().import(ann, kAllow, foreign, storage::ImportMode::Replace, at_ms(1)).error().code == base::ErrorCode::NotFound);
  CHECK(patterns(ann).size() == 4);
  const auto replaced = lists().import(ann, kAllow, std::span(file).subspan(2), storage::ImportMode::Replace, at_ms(1));
  REQUIRE(replaced);
  CHECK(*replaced == api::ListImport{.added = 0, .changed = 0, .unchanged = 1, .removed = 2});
  CHECK(patterns(ann) == Names{"d.test", "c.test"});  // the domain's entry is not hers to replace
  CHECK(lists().changeable(ann, kAllow)->size() == 1);
}

TEST_CASE_METHOD(ListFixture, "a list that is full says so", "[lists]") {
  std::vector<api::NewListEntry> many;
  for (int i = 0; i < storage::kListEntriesMax; ++i)
    many.push_back({.pattern = "s" + std::to_string(i) + ".test", .applies_to = "ann@dest.test"});
  REQUIRE(lists().import(ann, kAllow, many, storage::ImportMode::Add, at_ms(1)));
  CHECK(lists().add(ann, kAllow, {.pattern = "one.more", .applies_to = "ann@dest.test"}, at_ms(1)).error().code ==
        base::ErrorCode::Refused);
}

TEST_CASE_METHOD(ListFixture, "a preview counts what is held of the sender in reach, exactly", "[lists]") {
  const auto hold = [this](const std::string& to, const std::string& ident, const std::string& from, api::MessageClass message_class,
                           const std::string& envelope = "bounce@else.test", api::Status status = api::Status::Quarantined) {
    storage::NewDelivery d = delivery_to(to, ident);
    d.summary.header_from = {"Sender", from};
    d.summary.envelope_from = envelope;
    d.summary.message_class = message_class;
    d.summary.status = status;
    return add(d);
  };
  using enum api::MessageClass;
  hold("ann@dest.test", "1", "x@news.example.org", Spam);
  hold("ann@dest.test", "2", "y@example.org", Phish);
  hold("ann@dest.test", "3", "y@badexample.org", Spam);
  hold("ann@dest.test", "4", "example.org@other.test", Spam);
  hold("ann@dest.test", "5", "y@example.org", Spam, "bounce@else.test", api::Status::Removed);
  hold("bob@dest.test", "6", "Y@example.org", Spam);
  hold("bob@dest.test", "7", "z@other.test", Spam, "z@example.org");
  const auto preview = [this](const domain::Scope& scope, const std::string& pattern, const std::string& to, api::ListKind kind = kAllow) {
    const auto found = lists().preview(scope, kind, {.pattern = pattern, .applies_to = to}, at_ms(kStartMs));
    if (!found) FAIL(found.error().message << found.error().detail);
    return *found;
  };
  CHECK(preview(ann, "example.org", "ann@dest.test").held_matching == 2);
  CHECK(preview(ann, "example.org", "ann@dest.test").held_releasable == 1);
  CHECK(preview(ann, "example.org", "ann@dest.test").sample.size() == 2);
  CHECK(preview(owner, "example.org", "dest.test").held_matching == 3);
  CHECK(preview(owner, "y@example.org", "dest.test").held_matching == 2);
  CHECK(preview(owner, "example.org", "dest.test", kBlock).held_matching == 4);
  CHECK(preview(owner, "nobody.test", "dest.test") == api::ListPreview{});
  CHECK(lists().preview(ann, kAllow, {.pattern = "example.org", .applies_to = "bob@dest.test"}, at_ms(0)).error().code ==
        base::ErrorCode::NotFound);

  CHECK(preview(ann, "example.org", "ann@dest.test").warnings == Names{"unsigned"});
  storage::NewDelivery is_signed = delivery_to("ann@dest.test", "8");
  is_signed.summary.header_from = {"Sender", "x@example.org"};
  is_signed.why.authentication = {{"dkim", "pass", "example.org", true}};
  add(is_signed);
  CHECK(preview(ann, "example.org", "ann@dest.test").warnings.empty());
  put(owner, "example.org", "dest.test", kBlock);
  CHECK(preview(ann, "x@news.example.org", "ann@dest.test").warnings == Names{"unsigned", "other_list"});
  CHECK(preview(ann, "org.test", "ann@dest.test").warnings.empty());

  domain::ReleasePolicy policy;
  policy.set(api::Role::Email, Spam, api::ReleaseRight::Request);
  REQUIRE(storage->policies().put("dest.test", policy));
  CHECK(preview(ann, "example.org", "ann@dest.test").held_releasable == 0);
  CHECK(preview(owner, "example.org", "dest.test").held_releasable == 3);
}

TEST_CASE_METHOD(ListFixture, "maps for the mail flow have what is in force, and match as the node does", "[lists][maps]") {
  put(owner, "example.org", "dest.test");
  put(ann, "we+ird.o'x@a-b.test", "ann@dest.test", kBlock);
  const auto paused = put(ann, "paused.test", "ann@dest.test");
  REQUIRE(lists().change(ann, kAllow, paused.id, {.pattern = "paused.test", .applies_to = "ann@dest.test", .paused = true}));
  REQUIRE(lists().add(ann, kAllow, {.pattern = "old.test", .applies_to = "ann@dest.test", .expires_at = at_ms(kStartMs + 5)}, at_ms(0)));
  CHECK(*lists().next_expiry(at_ms(kStartMs)) == at_ms(kStartMs + 5));
  const auto out = folder.path() / "maps";
  REQUIRE(commands::export_maps(out, *storage, at_ms(kStartMs + 5)));
  const auto matches = [&out](const char* file, const std::string& key) {
    std::istringstream lines(text_of(out / file));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with('#')) continue;
      REQUIRE(line.starts_with('/'));
      REQUIRE(line.ends_with("/i"));
      if (std::regex_search(key, std::regex(line.substr(1, line.size() - 3), std::regex::icase))) return true;
    }
    return false;
  };
  CHECK(matches("pratique_allow.map", "bob@dest.test|x@example.org"));
  CHECK(matches("pratique_allow.map", "bob@dest.test|x@News.example.org"));
  CHECK_FALSE(matches("pratique_allow.map", "bob@dest.test|x@badexample.org"));
  CHECK_FALSE(matches("pratique_allow.map", "bob@sub.dest.test|x@example.org"));
  CHECK_FALSE(matches("pratique_allow.map", "ann@dest.test|x@paused.test"));
  CHECK_FALSE(matches("pratique_allow.map", "ann@dest.test|x@old.test"));
  CHECK(matches("pratique_block.map", "ann@dest.test|we+ird.o'x@a-b.test"));
  CHECK_FALSE(matches("pratique_block.map", "ann@dest.test|weeird.o'x@a-b.test"));
  CHECK_FALSE(matches("pratique_block.map", "bob@dest.test|we+ird.o'x@a-b.test"));
}

TEST_CASE_METHOD(ListFixture, "the version grows with what the maps hold, not with hits", "[lists][maps]") {
  const std::int64_t before = *lists().version();
  const auto entry = put(ann, "a.test", "ann@dest.test");
  const std::int64_t added = *lists().version();
  CHECK(added > before);
  storage::NewDelivery d = delivery_to("ann@dest.test", "1");
  d.by_list = storage::ListOutcome{.entry_id = entry.id, .effect = storage::ListEffect::PutOut, .words = "w", .at = at_ms(kStartMs)};
  add(d);
  CHECK(lists().find(ann, kAllow, entry.id)->hits == 1);
  CHECK(*lists().version() == added);
  REQUIRE(lists().remove(ann, kAllow, entry.id));
  CHECK(*lists().version() > added);
}

TEST_CASE_METHOD(ListFixture, "saved searches are each account's own, in its order", "[searches]") {
  const auto user = [this](const std::string& login) {
    domain::Scope scope = email_scope({login});
    scope.user_id = storage->accounts().add_user({.login = login, .settings = {}}).value();
    return scope;
  };
  const auto me = user("ann@dest.test");
  const auto other = user("bob@dest.test");
  auto& searches = storage->searches();
  const auto first = searches.add(me, {"First", "a"}).value();
  const auto second = searches.add(me, {"Second", "b"}).value();
  CHECK(searches.list(other)->items.empty());
  CHECK(searches.change(other, first.id, {"x", "x"}).error().code == base::ErrorCode::NotFound);
  CHECK(searches.remove(other, first.id).error().code == base::ErrorCode::NotFound);
  CHECK(searches.reorder(me, {second.id}).error().field == "order");
  CHECK(searches.reorder(me, {second.id, second.id}).error().field == "order");
  CHECK(searches.reorder(me, {second.id, first.id})->items.front().search.name == "Second");
  const auto third = searches.add(me, {"Third", "c"}).value();
  CHECK(searches.list(me)->items.back() == third);
  for (std::size_t i = 3; i < api::kMaxSavedSearches; ++i) REQUIRE(searches.add(me, {"n", "q"}));
  CHECK(searches.add(me, {"one more", "q"}).error().code == base::ErrorCode::Refused);
}

}  // namespace pratique::test
