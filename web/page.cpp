#include "web/page.hpp"

#include <emscripten/emscripten.h>
#include <emscripten/heap.h>
#include <malloc.h>

#include <charconv>
#include <utility>

#include "web/gate.hpp"

namespace pratique::web {

void start_page(PageEvents& events) {
  pratique_start_page(&events);
}
void report_frame(double cpu_ms) {
  pratique_report_frame(cpu_ms);
}
void set_page_title(std::string_view title) {
  pratique_set_title(title.data(), static_cast<int>(title.size()));
}
void set_page_cursor(std::string_view cursor) {
  pratique_set_cursor(cursor.data(), static_cast<int>(cursor.size()));
}
std::optional<std::string> language_texts(std::string_view tag) {
  const OwnedText file(pratique_texts(tag.data(), static_cast<int>(tag.size())));
  if (!file.present()) return std::nullopt;
  return file.str();
}
void set_page_language(std::string_view tag, PageDirection direction) {
  pratique_set_page_language(tag.data(), static_cast<int>(tag.size()), direction == PageDirection::RightToLeft ? 1 : 0);
}
void set_page_theme(std::string_view theme) {
  pratique_set_theme(theme.data(), static_cast<int>(theme.size()));
}
void leave_to_sign_in() {
  pratique_sign_out_page();
}

namespace {

enum class ActionKind : int { Focus = 0, Click = 1, SetValue = 2, Scroll = 3 };
// "0b5fcc0a54b5…"
std::vector<std::uint32_t> colors_of(std::string_view digits) {
  std::vector<std::uint32_t> colors;
  for (; digits.size() >= 6; digits.remove_prefix(6)) {
    std::uint32_t color = 0;
    std::from_chars(digits.data(), digits.data() + 6, color, 16);
    colors.push_back(color);
  }
  return colors;
}

enum Modifier : unsigned { kControl = 1, kShift = 2, kAlt = 4, kCommand = 8 };
enum LookFlag : unsigned { kDark = 1, kContrast = 2, kReducedMotion = 4, kCoarsePointer = 8, kEmbedded = 16 };

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void pratique_on_frame(PageEvents* events, double now_ms) {
  events->frame(now_ms);
}

EMSCRIPTEN_KEEPALIVE void pratique_on_action(PageEvents* events, int kind, unsigned id_high, unsigned id_low, char* text, int step) {
  const OwnedText owned(text);
  const auto id = (std::uint64_t{id_high} << 32) | id_low;
  switch (static_cast<ActionKind>(kind)) {
    case ActionKind::Focus:
      return events->action(a11y::Focus{id});
    case ActionKind::Click:
      return events->action(a11y::Click{id});
    case ActionKind::SetValue:
      return events->action(a11y::SetValue{id, owned.str()});
    case ActionKind::Scroll:
      return events->action(a11y::Scroll{id, step});
  }
}

EMSCRIPTEN_KEEPALIVE void pratique_on_key(PageEvents* events, char* key, char* code, int down, unsigned modifiers) {
  const OwnedText owned_key(key);
  const OwnedText owned_code(code);
  events->key({owned_key.str(), owned_code.str(), down != 0, (modifiers & kControl) != 0, (modifiers & kShift) != 0,
               (modifiers & kAlt) != 0, (modifiers & kCommand) != 0});
}

EMSCRIPTEN_KEEPALIVE void pratique_on_url(PageEvents* events, char* url) {
  events->url_changed(OwnedText(url).str());
}
EMSCRIPTEN_KEEPALIVE void pratique_on_network(PageEvents* events, int online) {
  events->network(online != 0);
}
EMSCRIPTEN_KEEPALIVE void pratique_on_look(PageEvents* events, unsigned flags, float top, float bottom, float left, float right) {
  events->look({(flags & kDark) != 0, (flags & kContrast) != 0, (flags & kReducedMotion) != 0, (flags & kCoarsePointer) != 0,
                (flags & kEmbedded) != 0, top, bottom, left, right});
}
EMSCRIPTEN_KEEPALIVE void pratique_on_brand(PageEvents* events, char* name, char* light, char* dark) {
  events->brand({OwnedText(name).str(), colors_of(OwnedText(light).str()), colors_of(OwnedText(dark).str())});
}
EMSCRIPTEN_KEEPALIVE void pratique_on_context_restored(PageEvents* events) {
  events->context_restored();
}
EMSCRIPTEN_KEEPALIVE void pratique_on_canvas_resized(PageEvents* events) {
  events->canvas_resized();
}

EMSCRIPTEN_KEEPALIVE void pratique_on_fonts_changed(PageEvents* events) {
  events->fonts_changed();
}

// Bytes in use by the C++ heap and static data; the capacity is the size of the memory.
EMSCRIPTEN_KEEPALIVE double pratique_heap_used() {
  return static_cast<double>(mallinfo().uordblks);
}

}  // extern "C"

}  // namespace pratique::web
