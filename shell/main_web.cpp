// The portal in a browser: composes window, renderer, flows and the page's ports, and hands the page its callbacks.
// Lives as long as the page; main() returns at once and the browser calls back.
#include <imgui.h>

#include "shell/frame_scheduler.hpp"
#include "shell/gl_renderer.hpp"
#include "shell/key_map.hpp"
#include "shell/sdl_window.hpp"
#include "web/a11y_mirror.hpp"
#include "web/browser_platform.hpp"
#include "web/canvas_rasterizer.hpp"
#include "web/fetch_transport.hpp"
#include "web/intl_localisation.hpp"
#include "web/overlays.hpp"
#include "web/page.hpp"
#include "web/gate.hpp"

namespace {
using namespace pratique;

struct Portal {
  web::BrowserTimers timers;
  web::PageEvents events;
  shell::FrameScheduler scheduler{timers, [] { web::pratique_request_frame(); }};
  shell::SdlWindow window{"Pratique", 1280, 800, [this] { scheduler.request(); }};
  web::FetchTransport transport;
  web::CanvasRasterizer rasterizer;
  web::A11yMirror mirror;
  web::TextAgent agent;
  web::BrowserMessageFrame frame_overlay;
};

}  // namespace

int main() {
  ImGui::CreateContext();
  auto* portal = new Portal;
  portal->events.frame = [portal](double) {
    portal->scheduler.begin();
    (void)portal->window.pump(ImGui::GetIO());
    portal->scheduler.end({});
    web::report_frame(1);
  };
  portal->events.action = [portal](a11y::Action) { portal->scheduler.request(); };
  portal->events.key = [portal](const web::KeyStroke&) { portal->scheduler.request(); };
  portal->events.url_changed = [](const std::string&) {};
  portal->events.network = [](bool) {};
  portal->events.look = [](web::SystemLook) {};
  portal->events.context_restored = [] {};
  portal->events.canvas_resized = [] {};
  web::start_page(portal->events);
  portal->scheduler.request();
  return 0;
}
