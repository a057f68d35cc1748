#include "shell/key_map.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace pratique::shell;

TEST_CASE("a letter is itself on every Latin layout") {
  CHECK(key_of("r", "KeyR") == ImGuiKey_R);
  CHECK(key_of("R", "KeyR") == ImGuiKey_R);
  CHECK(key_of("a", "KeyQ") == ImGuiKey_A);  // AZERTY
  CHECK(key_of("z", "KeyY") == ImGuiKey_Z);  // QWERTZ
  CHECK(key_of("5", "Digit5") == ImGuiKey_5);
}

TEST_CASE("a letter of another script is the key of its position") {
  CHECK(key_of("к", "KeyR") == ImGuiKey_R);
  CHECK(key_of("ρ", "KeyR") == ImGuiKey_R);
  CHECK(key_of("ה", "KeyV") == ImGuiKey_V);
  CHECK(key_of("ر", "KeyV") == ImGuiKey_V);
}

TEST_CASE("an accented Latin letter or a symbol is no command by its position") {
  CHECK(key_of("é", "Digit2") == ImGuiKey_None);  // AZERTY
  CHECK(key_of("ö", "Semicolon") == ImGuiKey_None);
  CHECK(key_of("!", "Digit1") == ImGuiKey_None);
  CHECK(key_of("", "KeyR") == ImGuiKey_None);
  CHECK(key_of("Dead", "KeyR") == ImGuiKey_None);
}

TEST_CASE("named keys are understood as the browser and as SDL spell them") {
  CHECK(key_of("ArrowDown", "ArrowDown") == ImGuiKey_DownArrow);
  CHECK(key_of("Down", "Down") == ImGuiKey_DownArrow);
  CHECK(key_of("Enter", "NumpadEnter") == ImGuiKey_Enter);
  CHECK(key_of("Return", "Return") == ImGuiKey_Enter);
  CHECK(key_of(" ", "Space") == ImGuiKey_Space);
  CHECK(key_of("F6", "F6") == ImGuiKey_F6);
  CHECK(key_of("F13", "F13") == ImGuiKey_None);
  CHECK(key_of("Fn", "Fn") == ImGuiKey_None);
  CHECK(key_of("?", "Slash") == ImGuiKey_Slash);
}
