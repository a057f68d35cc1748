// The whole portal on a scene, as a test uses it: find by role and name, act, and read the intents that came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/ui_harness/ui_harness.hpp"
#include "ui/gallery/scenes.hpp"
#include "ui/views/root_view.hpp"
#include "ui/views/view_state.hpp"

namespace pratique::test {

struct PageSize {
  float width = 1440;
  float height = 900;
  bool coarse_pointer = false;
};

inline HarnessSpec spec_of(const store::AppState& state, PageSize size) {
  HarnessSpec spec;
  spec.width = size.width;
  spec.height = size.height;
  spec.look = state.look;
  spec.coarse_pointer = size.coarse_pointer;
  return spec;
}

class PortalPage {
 public:
  explicit PortalPage(std::string_view scene) : PortalPage(*gallery::find_scene(scene)) {}
  explicit PortalPage(const gallery::Scene& scene)
      : PortalPage(scene.state(), PageSize{static_cast<float>(scene.width), static_cast<float>(scene.height), scene.coarse_pointer},
                   scene.prepare) {}
  PortalPage(store::AppState shown, PageSize size, void (*prepare)(views::ViewState&) = nullptr)
      : state(std::move(shown)), ui(spec_of(state, size)) {
    if (prepare) prepare(view);
    ui.show([this](kit::Ui& kit) { outputs = views::root_view(state, view, intents, kit); });
    (void)intents.take();
  }

  // What the reader asked for since the last call; what views only tell the flows (which rows are seen) is left out.
  std::vector<intents::Intent> asked() {
    std::vector<intents::Intent> all = intents.take();
    std::erase_if(all, [](const intents::Intent& intent) { return std::holds_alternative<intents::NeedRows>(intent); });
    return all;
  }
  template <class I>
  std::optional<I> last_asked() {
    std::optional<I> found;
    for (const intents::Intent& intent : asked()) {
      if (const I* one = std::get_if<I>(&intent)) found = *one;
    }
    return found;
  }

  store::AppState state;
  views::ViewState view;
  intents::IntentQueue intents;
  views::Outputs outputs;
  UiHarness ui;  // last: it draws with the rest
};

}  // namespace pratique::test
