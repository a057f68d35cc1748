#include "ui/views/quarantine/query_draft.hpp"

#include <catch2/catch_test_macros.hpp>

#include "ui/gallery/samples.hpp"

using namespace pratique;
using namespace pratique::views;

namespace {
const QueryReader kReader{gallery::now(), 0};
}

TEST_CASE("operators become chips and the rest stays words") {
  const SearchDraft draft = split_query("invoice kind:newsletter from:anna overdue", kReader);
  CHECK(draft.chips == std::vector<std::string>{"kind:newsletter", "from:anna"});
  CHECK(draft.words == "invoice overdue");
  CHECK(join_query(draft) == "kind:newsletter from:anna invoice overdue");
}

TEST_CASE("a query that is not understood stays as it was typed") {
  const std::string wrong = "kind:nonsense from:anna";
  const SearchDraft draft = split_query(wrong, kReader);
  CHECK(draft.chips.empty());
  CHECK(draft.words == wrong);
}

TEST_CASE("splitting and joining keeps the meaning") {
  for (const char* query : {"", "a", "a OR b", "(a OR kind:spam) -from:\"Big Shop\"", "score>7 after:2026-11-01", "-kind:spam x"}) {
    INFO(query);
    const std::string joined = join_query(split_query(query, kReader));
    CHECK(join_query(split_query(joined, kReader)) == joined);
    const auto before = api::query::parse(query, kReader.now, 0);
    const auto after = api::query::parse(joined, kReader.now, 0);
    CHECK(after.ok());
    CHECK(before.root.children.size() == after.root.children.size());
  }
}

TEST_CASE("the filter form and the search are two views of one query") {
  const FilterForm form = to_form("from:anna kind:newsletter after:2026-11-01 score>7 has:attachment is:unseen -to:office hello", kReader);
  CHECK(form.from == "anna");
  CHECK(form.kind == api::MessageClass::Bulk);
  CHECK(form.after == "2026-11-01");
  CHECK(form.score == "7");
  CHECK(form.files);
  CHECK(form.unseen);
  CHECK(form.rest == "-to:office hello");
  CHECK(to_query(form) == "from:anna kind:newsletter after:2026-11-01 score>7 has:attachment is:unseen -to:office hello");
}

TEST_CASE("a value with blanks is quoted, so that it stays one value") {
  FilterForm form;
  form.subject = "team lunch";
  CHECK(to_query(form) == "subject:\"team lunch\"");
  CHECK(to_form(to_query(form), kReader).subject == "team lunch");
}

TEST_CASE("painting a range edits the dates and nothing else") {
  CHECK(with_dates("from:anna after:2026-01-01 hello", "2026-11-02", "2026-11-05", kReader) ==
        "from:anna after:2026-11-02 before:2026-11-05 hello");
  CHECK(with_dates("after:2026-01-01 hello", "", "", kReader) == "hello");
}

TEST_CASE("choosing a kind replaces the kind") {
  CHECK(with_class("kind:spam hello", api::MessageClass::Bulk, kReader) == "kind:newsletter hello");
  CHECK(with_class("kind:spam hello", std::nullopt, kReader) == "hello");
  CHECK(class_of("class:bulk x", kReader) == api::MessageClass::Bulk);
  CHECK_FALSE(class_of("x", kReader).has_value());
}
