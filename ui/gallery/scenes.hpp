// Named screens for people, tests and golden pictures: an AppState built in code, at a size, at one fixed moment. Pure; any thread.
#pragma once

#include <span>
#include <string_view>

#include "client/store/app_state.hpp"
#include "ui/views/view_state.hpp"

namespace pratique::gallery {

struct Scene {
  std::string_view name;  // of its picture: "quarantine-light"
  int width = 1440;
  int height = 900;
  store::AppState (*state)() = nullptr;
  void (*prepare)(views::ViewState& view) = nullptr;  // or nullptr
  bool coarse_pointer = false;                        // a finger
  bool golden = false;                                // compared picture by picture
};

[[nodiscard]] std::span<const Scene> scenes();
[[nodiscard]] const Scene* find_scene(std::string_view name);

}  // namespace pratique::gallery
