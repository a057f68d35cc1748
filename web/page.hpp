// What the browser tells the application, as one struct of callbacks, and what the application asks of the page itself.
// Handed to JavaScript once by start_page(); it must outlive the page. Every callback runs as a task of its own. UI thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/unique_function.hpp"
#include "ui/a11y/node.hpp"

namespace pratique::web {

struct KeyStroke {
  std::string key;   // KeyboardEvent.key: "r", "Enter", "é"
  std::string code;  // KeyboardEvent.code: the position, "KeyR"
  bool down = false;
  bool control = false, shift = false, alt = false, command = false;
};

struct SystemLook {
  bool dark = false, contrast = false, reduced_motion = false;
  bool coarse_pointer = false;                                             // a finger rather than a mouse
  bool embedded = false;                                                   // in a frame whose page speaks to it (web/embedded.js)
  float inset_top = 0, inset_bottom = 0, inset_left = 0, inset_right = 0;  // the phone's notch and home bar, logical pixels
};

// What the node says of the brand of this host name. Colours as fill, hover, pressed, on, soft, soft_on, focus; 0xRRGGBB; none: the
// product's own.
struct PageBrand {
  std::string name;
  std::vector<std::uint32_t> light, dark;
};

struct PageEvents {
  base::UniqueFunction<void(double now_ms)> frame;
  base::UniqueFunction<void(a11y::Action)> action;
  base::UniqueFunction<void(KeyStroke)> key;
  base::UniqueFunction<void(std::string)> url_changed;
  base::UniqueFunction<void(bool online)> network;
  base::UniqueFunction<void(SystemLook)> look;
  base::UniqueFunction<void(PageBrand)> brand;  // before the first frame, where there is one
  base::UniqueFunction<void()> context_restored;
  base::UniqueFunction<void()> canvas_resized;  // or shown again after having been hidden
  base::UniqueFunction<void()> fonts_changed;   // a web font came after the first text was drawn
};

// Listens from now on. Look and network are reported at once, before this returns.
void start_page(PageEvents& events);
// Frames drawn and the CPU time of each, for `window.pratique.stats()`.
void report_frame(double cpu_ms);
void set_page_title(std::string_view title);
// `cursor` is a CSS cursor name.
void set_page_cursor(std::string_view cursor);
enum class PageDirection : std::uint8_t { LeftToRight, RightToLeft };
void set_page_language(std::string_view tag, PageDirection direction);
// The texts of a language that is not part of the program; nullopt until they have come.
[[nodiscard]] std::optional<std::string> language_texts(std::string_view tag);
// "light", "dark" or "contrast": what the page's own HTML follows.
void set_page_theme(std::string_view theme);
// The session is gone: back to the sign-in form.
void leave_to_sign_in();

}  // namespace pratique::web
