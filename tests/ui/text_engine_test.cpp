#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "imgui.h"
#include "tests/ui_harness/ui_harness.hpp"
#include "ui/kit/text.hpp"
#include "ui/text/wrap.hpp"

using namespace pratique;
using text::Face;

namespace {

constexpr text::Style kBody{Face::Regular, 14};

int inked_pixels(const test::Picture& picture) {
  int count = 0;
  for (std::size_t i = 0; i < picture.rgb.size(); i += 3)
    count += picture.rgb[i] > 96 || picture.rgb[i + 1] > 96 || picture.rgb[i + 2] > 96 ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("figures have one width, so that columns of numbers stand straight") {
  test::UiHarness harness;
  harness.step();
  auto& engine = harness.text();
  CHECK(engine.width(kBody, "1111") == engine.width(kBody, "8888"));
  CHECK(engine.width({Face::SemiBold, 14}, "11.1") == engine.width({Face::SemiBold, 14}, "88.8"));
  CHECK(engine.width(kBody, "iii") < engine.width(kBody, "WWW"));
}

TEST_CASE("a text is cut between characters, in every script") {
  test::UiHarness harness;
  harness.step();
  auto& engine = harness.text();
  for (std::string_view whole : {"What to plant before the first frost 🌷🌷🌷", "تهانينا! لقد ربحت قسيمة شراء بقيمة", "नमस्ते दुनिया",
                                 "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧"}) {
    CAPTURE(whole);
    float half = engine.width(kBody, whole) / 2;
    std::size_t cut = engine.fit(kBody, whole, half);
    CHECK(cut > 0);
    CHECK(cut < whole.size());
    CHECK(engine.width(kBody, whole.substr(0, cut)) <= half + 0.5F);
    CHECK((static_cast<unsigned char>(whole[cut]) & 0xC0) != 0x80);
  }
  CHECK(engine.fit(kBody, "short", 1000) == 5);
  CHECK(engine.fit(kBody, "short", 0) == 0);
}

TEST_CASE("every script leaves ink, and shaped text is rasterised once") {
  test::UiHarness harness({.width = 400, .height = 60});
  for (std::string_view words : {"Tulips", "請求書", "Ваш счёт", "مركز الجوائز", "नमस्ते", "สวัสดี", "🌷", "👨‍👩‍👧"}) {
    CAPTURE(words);
    harness.show([&](kit::Ui& ui) { kit::text(ui, ui.screen(), words, {.color = ui.palette().surface.base}); });
    CHECK(inked_pixels(harness.picture()) > 30);
    std::size_t runs = harness.text().cached_runs();
    harness.step(3);
    CHECK(harness.text().cached_runs() == runs);
  }
}

TEST_CASE("an emoji keeps its colours while the words around it take the text's") {
  test::UiHarness harness({.width = 200, .height = 40});
  harness.show([](kit::Ui& ui) { kit::text(ui, ui.screen(), "🌷 ok", {.color = ui.palette().surface.base}); });
  test::Picture picture = harness.picture();
  bool colourful = false;
  for (std::size_t i = 0; i < picture.rgb.size(); i += 3) colourful = colourful || std::abs(picture.rgb[i] - picture.rgb[i + 2]) > 60;
  CHECK(colourful);
}

TEST_CASE("a paragraph breaks at words, keeps its line ends, and breaks a long word only when it must") {
  test::UiHarness harness;
  harness.step();
  auto& engine = harness.text();
  std::string_view words = "one two three";
  auto lines = text::wrap(engine, kBody, words, engine.width(kBody, "one two") + 1, 9);
  REQUIRE(lines.size() == 2);
  CHECK(words.substr(lines[0].begin, lines[0].end - lines[0].begin) == "one two");
  CHECK(words.substr(lines[1].begin, lines[1].end - lines[1].begin) == "three");
  CHECK(text::wrap(engine, kBody, "a\nb", 500, 9).size() == 2);
  CHECK(text::wrap(engine, kBody, "Donaudampfschifffahrtsgesellschaft", 60, 9).size() > 2);
  CHECK(text::wrap(engine, kBody, "one two three four", 40, 2).size() == 2);
  CHECK(text::wrap(engine, kBody, "", 40, 2).empty());
}

TEST_CASE("many different shaped texts do not pile up in memory") {
  test::UiHarness harness({.width = 900, .height = 40, .density = 2});
  int frame = 0;
  harness.show([&](kit::Ui& ui) { kit::text(ui, ui.screen(), "تهانينا! لقد ربحت قسيمة شراء بقيمة " + std::to_string(frame++)); });
  harness.step(400);
  CHECK(harness.text().cached_runs() < 150);
}

TEST_CASE("a shaped text wider than any texture still shows its beginning") {
  test::UiHarness harness({.width = 300, .height = 40, .density = 2});
  std::string words;
  for (int i = 0; i < 200; ++i) words += "تهانينا لقد ربحت ";
  harness.show([&](kit::Ui& ui) { ui.text().draw(ui.draw(), 0, 25, kBody, ui.palette().surface.base.abgr, words); });
  test::Picture picture = harness.picture();
  CHECK(inked_pixels(picture) > 100);
}

TEST_CASE("in a fling only so much is rasterised in one frame, and the rest follows in the next ones") {
  test::UiHarness harness({.width = 400, .height = 60});
  std::vector<std::string> lines;
  for (int i = 0; i < 20; ++i) lines.push_back("تهانينا " + std::string(static_cast<std::size_t>(i + 1), 'x') + " بقيمة");
  text::Haste haste = text::Haste::Flying;
  harness.show([&](kit::Ui& ui) {
    harness.text().begin_frame(harness.text().density(), haste);
    for (const std::string& line : lines) kit::text(ui, ui.screen(), line);
  });
  CHECK(harness.text().cached_runs() < lines.size());
  CHECK(harness.text().owes());
  harness.step(30);
  CHECK(harness.text().cached_runs() == lines.size());
  CHECK_FALSE(harness.text().owes());
  lines.push_back("مركز الجوائز");
  haste = text::Haste::None;
  harness.step();
  CHECK(harness.text().cached_runs() == lines.size());  // at rest everything is there at once
}
