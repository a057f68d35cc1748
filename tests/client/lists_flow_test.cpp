#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using api::ListKind;
using test::AppHarness;
using test::FakeNode;

namespace {

api::ListEntry entry(const std::string& id, const std::string& pattern, ListKind kind = ListKind::Allow) {
  api::ListEntry out;
  out.id.value = id;
  out.kind = kind;
  out.entry.pattern = pattern;
  out.entry.applies_to = "ann@example.org";
  out.added_by = "ann@example.org";
  return out;
}

void show_lists(AppHarness& app, const std::string& url = "/lists") {
  app.act(intents::UrlChanged{url});
  app.settle();
}

const store::ListRows& rows(AppHarness& app) {
  REQUIRE(app.state().lists.rows.value() != nullptr);
  return *app.state().lists.rows.value();
}

}  // namespace

TEST_CASE("The lists have addresses of their own, with their search") {
  store::Route route;
  route.place = store::Place::Lists;
  CHECK(store::to_url(route) == "/lists");
  route.list = ListKind::Block;
  route.query = "a b";
  CHECK(store::to_url(route) == "/lists/block?q=a%20b");
  CHECK(store::parse_url("/lists/block?q=a%20b") == route);
  CHECK(store::parse_url("/lists/nonsense").list == ListKind::Allow);
  CHECK_FALSE(store::parse_url("/lists/block").open.has_value());
}

TEST_CASE("A list shows its entries and how many the other one has") {
  AppHarness app(3);
  app.node.entries = {entry("a1", "one.example"), entry("a2", "two.example"), entry("b1", "three.example", ListKind::Block)};
  app.started();
  CHECK(app.transport.count("GET /v1/lists/") == 0);  // nobody asked yet
  show_lists(app);
  CHECK(rows(app).total == 2);
  CHECK(rows(app).items[0].id.value == "a2");  // newest first
  CHECK(app.state().lists.totals[0] == 2);
  CHECK(app.state().lists.totals[1] == 1);
  show_lists(app, "/lists/block");
  CHECK(rows(app).items[0].id.value == "b1");
}

TEST_CASE("More entries come when they are scrolled to, and only then") {
  AppHarness app(3);
  for (int i = 0; i < 450; ++i) app.node.entries.push_back(entry("n" + std::to_string(i), "d" + std::to_string(i) + ".example"));
  app.started();
  show_lists(app);
  CHECK(rows(app).items.size() == 200);
  app.act(intents::NeedListRows{150});
  app.settle();
  CHECK(rows(app).items.size() == 200);
  app.act(intents::NeedListRows{200});
  app.settle();
  CHECK(rows(app).items.size() == 400);
  CHECK(rows(app).total == 450);
}

TEST_CASE("The preview is asked for once typing has paused, and again only when sender or reach change") {
  AppHarness app(3);
  app.node.preview.held_matching = 37;
  app.started();
  app.transport.forget_sent();
  app.act(intents::OpenListForm{ListKind::Allow, std::nullopt, {"a.example", "ann@example.org", "", std::nullopt, false}});
  app.wait_ms(200);
  app.act(intents::EditListForm{{"ab.example", "ann@example.org", "", std::nullopt, false}, true});
  app.wait_ms(200);
  CHECK(app.transport.count("POST /v1/lists/allow/preview") == 0);
  app.wait_ms(200);
  CHECK(app.transport.count("POST /v1/lists/allow/preview") == 1);
  CHECK(app.state().lists.form->preview.value()->held_matching == 37);
  app.act(intents::EditListForm{{"ab.example", "ann@example.org", "a note", std::nullopt, false}, false});
  app.wait_ms(1'000);
  CHECK(app.transport.count("POST /v1/lists/allow/preview") == 1);
}

TEST_CASE("A saved entry closes the form, is said in a toast, and Undo takes it away") {
  AppHarness app(3);
  app.started();
  show_lists(app);
  app.act(intents::OpenListForm{ListKind::Block, std::nullopt, {"bad.example", "ann@example.org", "", std::nullopt, false}});
  app.act(intents::SaveListForm{});
  CHECK(app.state().lists.form->saving);
  app.settle();
  CHECK_FALSE(app.state().lists.form.has_value());
  REQUIRE(app.node.entries.size() == 1);
  CHECK(app.node.entries[0].kind == ListKind::Block);
  REQUIRE(app.state().toast.has_value());
  CHECK(app.state().toast->notice == store::Notice::Blocked);
  CHECK(app.state().toast->subject == "bad.example");
  CHECK(app.state().toast->undoable);
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.node.entries.empty());
  CHECK(app.state().toast->notice == store::Notice::EntriesBack);
  CHECK_FALSE(app.state().toast->undoable);
}

TEST_CASE("What the node refuses stays in the form with its reason") {
  AppHarness app(3);
  app.node.entries = {entry("a1", "one.example")};
  app.started();
  app.act(intents::OpenListForm{ListKind::Allow, std::nullopt, {"one.example", "ann@example.org", "", std::nullopt, false}});
  app.act(intents::SaveListForm{});
  app.settle();
  REQUIRE(app.state().lists.form.has_value());
  CHECK(app.state().lists.form->error->code == base::ErrorCode::Conflict);
  CHECK_FALSE(app.state().lists.form->saving);
  app.act(intents::EditListForm{{"two.example", "ann@example.org", "", std::nullopt, false}, true});
  CHECK_FALSE(app.state().lists.form->error.has_value());
}

TEST_CASE("Deleted entries come back whole by Undo") {
  AppHarness app(3);
  app.node.entries = {entry("a1", "one.example"), entry("a2", "two.example"), entry("a3", "three.example")};
  app.node.entries[0].entry.note = "keep me";
  app.started();
  show_lists(app);
  app.act(intents::DeleteListEntries{{{"a1"}, {"a3"}}});
  app.settle();
  CHECK(app.node.entries.size() == 1);
  CHECK(rows(app).total == 1);
  CHECK(app.state().toast->notice == store::Notice::EntriesDeleted);
  CHECK(app.state().toast->count == 2);
  app.act(intents::UndoNewest{});
  app.settle();
  REQUIRE(app.node.entries.size() == 3);
  CHECK(app.node.entries[1].entry.note == "keep me");
}

TEST_CASE("Entries of the domain that a reader may not change are left alone") {
  AppHarness app(3);
  app.node.entries = {entry("a1", "one.example"), entry("a2", "two.example")};
  app.node.entries[1].may_change = false;
  app.started();
  show_lists(app);
  app.act(intents::PauseListEntries{{{"a1"}, {"a2"}}, true});
  app.settle();
  CHECK(app.node.entries[0].entry.paused);
  CHECK_FALSE(app.node.entries[1].entry.paused);
  CHECK(app.state().toast->count == 1);
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK_FALSE(app.node.entries[0].entry.paused);
}

TEST_CASE("The held messages that match are released as well, and only those") {
  AppHarness app(5);
  app.node.preview.held_matching = 5;
  app.node.preview.held_releasable = 5;
  app.started();
  app.act(intents::OpenListForm{ListKind::Allow, std::nullopt, {"example.net", "ann@example.org", "", std::nullopt, false}});
  app.wait_ms(400);
  app.act(intents::SaveListForm{});
  app.settle();
  CHECK(app.node.gone.size() == 5);
  CHECK(app.state().toast->action == api::Action::Release);
  CHECK(app.state().toast->kind == store::ToastKind::Acted);
  // "ample.net" is found by the search too, but is another domain.
  AppHarness other(5);
  other.node.preview.held_releasable = 5;
  other.started();
  other.act(intents::OpenListForm{ListKind::Allow, std::nullopt, {"ample.net", "ann@example.org", "", std::nullopt, false}});
  other.wait_ms(400);
  other.act(intents::SaveListForm{});
  other.settle();
  CHECK(other.node.gone.empty());
}

TEST_CASE("Nothing is acted on when the reader does not wish it") {
  AppHarness app(5);
  app.node.preview.held_matching = 5;
  app.started();
  app.act(intents::OpenListForm{ListKind::Block, std::nullopt, {"example.net", "ann@example.org", "", std::nullopt, false}});
  app.wait_ms(400);
  app.act(intents::EditListForm{app.state().lists.form->entry, false});
  app.act(intents::SaveListForm{});
  app.settle();
  CHECK(app.node.entries.size() == 1);
  CHECK(app.node.gone.empty());
}

TEST_CASE("Export saves a file; import sends the one that was chosen") {
  AppHarness app(3);
  app.started();
  show_lists(app, "/lists/block");
  app.act(intents::ExportList{});
  app.settle();
  REQUIRE(app.downloads.saved.size() == 1);
  CHECK(app.downloads.saved[0].file_name == "blocked.csv");
  app.act(intents::ImportList{true});
  CHECK(app.transport.count("POST /v1/lists/block/import") == 0);
  app.files.pick("mine.csv", "pattern\r\n");
  app.settle();
  const auto sent = app.transport.sent("POST /v1/lists/block/import");
  REQUIRE(sent.size() == 1);
  CHECK(sent[0]->request.path.ends_with("?mode=replace"));
  CHECK(sent[0]->request.body == "pattern\r\n");
  CHECK(app.state().toast->notice == store::Notice::Imported);
  CHECK(app.state().toast->count == 3);
}

TEST_CASE("Releasing and allowing the sender is one action with one way back") {
  AppHarness app(5);
  app.started();
  app.act(intents::ReleaseAndAllow{{FakeNode::id_of(0)}});
  app.settle();
  CHECK(app.node.gone == std::vector<std::int64_t>{0});
  CHECK(app.state().toast->action == api::Action::ReleaseAllow);
  CHECK(app.state().toast->leaves_at.has_value());
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.node.undone == std::vector<std::string>{"j1"});
}

TEST_CASE("Undo takes back what was done last: a list change, or an action on mail") {
  AppHarness app(5);
  app.started();
  show_lists(app);
  app.act(intents::OpenListForm{ListKind::Block, std::nullopt, {"bad.example", "ann@example.org", "", std::nullopt, false}});
  app.act(intents::SaveListForm{});
  app.settle();
  app.act(intents::UrlChanged{"/quarantine"});
  app.act(intents::RemoveMessages{{FakeNode::id_of(1)}});
  app.settle();
  app.act(intents::UndoNewest{});
  app.settle();
  CHECK(app.node.gone.empty());
  CHECK(app.node.entries.size() == 1);
}

TEST_CASE("Another reader finds nothing of the lists of the one before") {
  AppHarness app(3);
  app.node.entries = {entry("a1", "one.example")};
  app.started();
  show_lists(app);
  app.act(intents::SignOut{});
  CHECK(app.state().lists == store::Lists{});
}
