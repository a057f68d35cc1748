// One sheet with every widget, in each theme, mirrored, and at two device pixels: what a change of the kit does to all of it at a glance.
#include <catch2/catch_test_macros.hpp>

#include "tests/ui_harness/ui_harness.hpp"
#include "ui/kit/kit.hpp"

using namespace pratique;
using kit::Box;
using theme::Icon;
using theme::Tone;

namespace {

void buttons(kit::Ui& ui, Box row) {
  const kit::ButtonSpec specs[] = {{.label = "Undo all", .icon = Icon::Undo, .style = kit::ButtonStyle::Ghost},
                                   {.label = "Try again", .icon = Icon::Refresh},
                                   {.label = "Off", .disabled = true}};
  kit::ButtonSpec release{.label = "Release", .icon = Icon::Release, .style = kit::ButtonStyle::Filled};
  (void)kit::split_button(ui, kit::id("split"), row.take_start(kit::split_button_width(ui, release)), release, "More", false);
  for (const kit::ButtonSpec& spec : specs) {
    row.skip_start(8);
    (void)kit::button(ui, kit::id(spec.label), row.take_start(kit::button_width(ui, spec)), spec);
  }
}

void marks(kit::Ui& ui, Box row) {
  const std::pair<Tone, const char*> tones[] = {{Tone::Phish, "Phishing"}, {Tone::Bulk, "Newsletter"}, {Tone::Unsure, "Not sure"}};
  kit::class_tile(ui, row.take_start(36), Tone::Phish, Icon::Phish);
  for (auto [tone, word] : tones) row.skip_start(8), kit::badge(ui, row.take_start(kit::badge_width(ui, word)), tone, word);
  row.skip_start(8);
  kit::score_meter(ui, row.take_start(56), 14.2, 6);
  row.skip_start(8);
  kit::draw_checkbox(ui, row.take_start(16), a11y::Toggled::On);
  row.skip_start(4);
  kit::draw_checkbox(ui, row.take_start(16), a11y::Toggled::Mixed);
  row.skip_start(4);
  kit::draw_checkbox(ui, row.take_start(16), a11y::Toggled::Off);
}

void scripts(kit::Ui& ui, Box box) {
  for (const char* words :
       {"What to plant before the first frost 🌷", "請求書送付のご案内（11月分）", "تهانينا! لقد ربحت قسيمة شراء بقيمة ٥٠٠",
        "आपका पार्सल प्रतीक्षा कर रहा है", "Ваш счёт заблокирован: подтвердите данные"}) {
    Box line = box.take_top(22);
    kit::text(ui, line.take_start(200), words, {.weight = kit::Weight::SemiBold});
    line.skip_start(12);
    kit::text(ui, line, words, {.type = theme::Type::Small, .color = ui.palette().text.muted});
  }
}

void sheet(kit::Ui& ui) {
  Box page = ui.screen();
  kit::fill(ui, page, ui.palette().surface.base);
  page = page.inset(12);
  (void)kit::text_field(
      ui, kit::id("search"), page.take_top(36),
      {.name = "Search", .placeholder = "Search held mail", .kind = ports::TextInputKind::Search, .icon = Icon::Search, .hint_key = "/"});
  page.skip_top(8);
  buttons(ui, page.take_top(32));
  page.skip_top(8);
  marks(ui, page.take_top(36));
  page.skip_top(4);
  const kit::Tab tabs[] = {{kit::id("m"), "Message", {}}, {kit::id("w"), "Why held", {}}, {kit::id("p"), "Parts", "5"}};
  const kit::Segment forms[] = {{kit::id("h"), "HTML", Icon::None}, {kit::id("t"), "Text", Icon::None}};
  Box tab_row = page.take_top(40);
  (void)kit::segmented(ui, kit::id("form"), tab_row.take_end(kit::segmented_width(ui, forms)).middle(28), forms, 0, "Form");
  (void)kit::tabs(ui, kit::id("tabs"), tab_row, tabs, 1, "Views");
  page.skip_top(8);
  kit::wide_meter(ui, kit::id("meter"), page.take_top(kit::kWideMeterHeight),
                  {.score = 14.2,
                   .limit = 6,
                   .name = "Score",
                   .value = "14.2",
                   .limit_label = "Limit 6.0",
                   .score_label = "This mail 14.2",
                   .low_label = "0 wanted",
                   .high_label = "20 certain spam"});
  page.skip_top(8);
  const std::int64_t bars[] = {4, 7, 9, 2, 1, 6, 8, 10, 12, 3, 22, 9, 5, 4, 6};
  kit::HistogramState histogram_state;
  (void)kit::histogram(ui, kit::id("bars"), page.take_top(36), {.bars = bars, .range = kit::BarRange{6, 10}, .name = "Held a day"},
                       histogram_state);
  page.skip_top(8);
  (void)kit::strip(ui, kit::id("strip"), page.take_top(36),
                   {.tone = kit::StripTone::Warning,
                    .icon = Icon::Offline,
                    .strong = "You are offline.",
                    .text = "This is the list of 10:42.",
                    .note = "2 waiting"});
  page.skip_top(8);
  scripts(ui, page.take_top(112));
  kit::skeleton_row(ui, kit::id("skeleton"), page.take_top(64), 3);
  (void)kit::toast(ui, kit::id("toast"), page,
                   {.title = "12 messages released",
                    .detail = "They leave in 7 seconds",
                    .action = "Undo",
                    .action_key = "Z",
                    .close_name = "Close",
                    .remaining_ms = 6900});
}

void check(const char* name, const test::HarnessSpec& spec) {
  test::UiHarness harness(spec);
  harness.show(sheet);
  auto result = test::compare_golden(harness.picture(), name);
  INFO(result.report);
  CHECK(result.same);
}

}  // namespace

TEST_CASE("the widgets look as they should in the light theme") {
  check("kit-light", {.width = 460, .height = 600, .look = {.theme = store::Theme::Light, .reduced_motion = true}});
}
TEST_CASE("the widgets look as they should in the dark theme") {
  check("kit-dark", {.width = 460, .height = 600, .look = {.theme = store::Theme::Dark, .reduced_motion = true}});
}
TEST_CASE("the widgets look as they should in high contrast") {
  check("kit-contrast", {.width = 460, .height = 600, .look = {.theme = store::Theme::Contrast, .reduced_motion = true}});
}
TEST_CASE("the widgets are mirrored for a language that runs from the right") {
  check("kit-mirrored", {.width = 460, .height = 600, .look = {.theme = store::Theme::Light, .reduced_motion = true, .language = "ar-XB"}});
}
