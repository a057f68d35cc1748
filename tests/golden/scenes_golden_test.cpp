// The gallery's scenes as pictures. PRATIQUE_SCENES=<folder> also writes every scene there, for people to look at.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "tests/ui_harness/portal_page.hpp"

using namespace pratique;

TEST_CASE("scenes look as they did") {
  const char* folder = std::getenv("PRATIQUE_SCENES");
  const char* only = std::getenv("PRATIQUE_SCENE");
  for (const gallery::Scene& scene : gallery::scenes()) {
    if (only != nullptr && scene.name.find(only) == std::string_view::npos) continue;
    if (folder == nullptr && !scene.golden) continue;
    INFO(scene.name);
    test::PortalPage page(scene);
    page.ui.advance_ms(400);  // past the delay of skeletons
    const test::Picture picture = page.ui.picture();
    const std::string name(scene.name);
    if (folder != nullptr) test::write_png(picture, std::string(folder) + "/" + name + ".png");
    if (!scene.golden) continue;
    const test::GoldenResult result = test::compare_golden(picture, name);
    INFO(result.report);
    CHECK(result.same);
  }
}
