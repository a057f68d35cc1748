#include "ui/views/quarantine/list_layout.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "shell/native/icu_localisation.hpp"
#include "ui/gallery/samples.hpp"
#include "ui/gallery/scenes.hpp"

using namespace pratique;
using namespace pratique::views;

namespace {
const native::IcuLocalisation kUtc("en", "UTC");

store::AppState short_list() {
  return gallery::find_scene("quarantine-short")->state();
}
store::AppState long_list() {
  return gallery::find_scene("quarantine-empty-preview")->state();
}
}  // namespace

TEST_CASE("what is worth a look stands on top, in its order, and once") {
  const store::AppState state = short_list();
  const ListLayout layout(state, kUtc);
  REQUIRE(layout.sections().front().kind == SectionKind::WorthALook);
  CHECK(layout.pulled() == std::vector<std::int64_t>{1, 2, 7});
  CHECK(layout.rank_of(0) == 1);
  CHECK(layout.rank_of(2) == 7);
  CHECK(layout.rank_of(3) == 0);
}

TEST_CASE("every row is shown once, wherever it stands") {
  const store::AppState state = short_list();
  const ListLayout layout(state, kUtc);
  std::set<std::int64_t> ranks;
  for (std::int64_t display = 0; display < layout.rows(); ++display) {
    ranks.insert(layout.rank_of(display));
    CHECK(layout.display_of(layout.rank_of(display)) == display);
  }
  CHECK(static_cast<std::int64_t>(ranks.size()) == layout.rows());
}

TEST_CASE("days of a long list are known without its rows") {
  const store::AppState state = long_list();
  const ListLayout layout(state, kUtc);
  REQUIRE(layout.sections().size() > 20);
  std::int64_t rows = 0;
  for (const Section& section : layout.sections()) {
    CHECK(section.first == rows);
    rows += section.count;
  }
  CHECK(rows == layout.rows());
}

TEST_CASE("a histogram of another moment is not believed") {
  store::AppState state = short_list();
  state.histogram.succeed(gallery::sample_histogram(500));
  const ListLayout layout(state, kUtc);
  std::int64_t rows = 0;
  for (const Section& section : layout.sections()) rows += section.count;
  CHECK(rows == layout.rows());
}

TEST_CASE("a search and another order pull nothing to the top") {
  store::AppState state = short_list();
  state.route.query = "from:anna";
  CHECK(ListLayout(state, kUtc).pulled().empty());
  state.route.query.clear();
  state.route.sort = {api::SortKey::Score, api::SortOrder::Descending};
  CHECK(ListLayout(state, kUtc).sections().empty());
}

TEST_CASE("at most five are worth a look") {
  store::AppState state = short_list();
  for (api::MessageSummary& row : state.list.pages[0].rows) row.worth_a_look = true;
  CHECK(ListLayout(state, kUtc).pulled().size() == store::kMaxWorthALook);
}
