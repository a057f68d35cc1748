// The portal in a browser: composes the page's ports with the application and hands the page its callbacks.
// Lives as long as the page: main() returns at once and the browser calls back.
#include <cstdlib>

#include "shell/app.hpp"
#include "ui/theme/theme.hpp"
#include "web/a11y_mirror.hpp"
#include "web/browser_platform.hpp"
#include "web/canvas_rasterizer.hpp"
#include "web/fetch_transport.hpp"
#include "web/gate.hpp"
#include "web/intl_localisation.hpp"
#include "web/overlays.hpp"
#include "web/page.hpp"

namespace {

using namespace pratique;

std::string_view cursor_name(kit::Cursor cursor) {
  switch (cursor) {
    case kit::Cursor::Arrow:
      return "default";
    case kit::Cursor::Hand:
      return "pointer";
    case kit::Cursor::Text:
      return "text";
    case kit::Cursor::ResizeColumn:
      return "col-resize";
    case kit::Cursor::Grab:
      return "grab";
  }
  return "default";
}

std::string_view theme_name(store::Theme theme) {
  switch (theme) {
    case store::Theme::Dark:
      return "dark";
    case store::Theme::Contrast:
      return "contrast";
    default:
      return "light";
  }
}

std::optional<store::BrandAccent> accent_of(const std::vector<std::uint32_t>& colors) {
  if (colors.size() != 7) return std::nullopt;
  return store::BrandAccent{colors[0], colors[1], colors[2], colors[3], colors[4], colors[5], colors[6]};
}

class PageSurface final : public shell::Surface {
 public:
  explicit PageSurface(web::IntlLocalisation& localisation) : localisation_(localisation) {}

  void publish_nodes(const std::vector<a11y::Node>& nodes, a11y::NodeId focus) override { mirror_.publish(nodes, focus); }
  void set_title(std::string_view title) override {
    if (title_ != title) web::set_page_title(title_ = title);
  }
  void set_cursor(kit::Cursor cursor) override {
    if (cursor_ != cursor) web::set_page_cursor(cursor_name(cursor_ = cursor));
  }
  void set_look(const shell::PageLook& look) override {
    localisation_.set_language(look.language);
    web::set_page_language(
        look.language, look.direction == kit::Direction::RightToLeft ? web::PageDirection::RightToLeft : web::PageDirection::LeftToRight);
    web::set_page_theme(theme_name(look.theme));
  }
  void signed_out() override { web::leave_to_sign_in(); }
  std::optional<std::string> texts(std::string_view language) override { return web::language_texts(language); }
  void frame_drawn(double cpu_ms) override { web::report_frame(cpu_ms); }

 private:
  web::IntlLocalisation& localisation_;
  web::A11yMirror mirror_;
  std::string title_;
  kit::Cursor cursor_ = kit::Cursor::Arrow;
};

class Portal {
 public:
  Portal() {
    if (!window_.usable()) std::abort();  // shows the crash screen; the page has checked for WebGL 2 before
    events_.frame = [this](double) { (void)app_.frame(); };
    events_.action = [this](a11y::Action action) { app_.act(std::move(action)); };
    events_.key = [this](const web::KeyStroke& key) {
      app_.press({key.key, key.code, key.down, key.control, key.shift, key.alt, key.command});
    };
    events_.url_changed = [this](std::string url) { app_.handle(intents::UrlChanged{std::move(url)}); };
    events_.network = [this](bool online) { app_.handle(intents::NetworkChanged{online}); };
    events_.look = [this](const web::SystemLook& look) { follow(look); };
    events_.brand = [this](web::PageBrand brand) {
      app_.handle(intents::BrandKnown{{std::move(brand.name), accent_of(brand.light), accent_of(brand.dark)}});
    };
    events_.context_restored = [this] { app_.restore_context(); };
    events_.canvas_resized = [this] { app_.wake(); };
    events_.fonts_changed = [this] { app_.forget_glyphs(); };
    app_.start();
    web::start_page(events_);
  }

 private:
  void follow(const web::SystemLook& look) {
    app_.set_pointer({look.coarse_pointer, {look.inset_top, look.inset_bottom, look.inset_left, look.inset_right}});
    app_.handle(intents::SystemLookChanged{look.dark, look.contrast, look.reduced_motion, look.embedded});
  }

  web::FetchTransport transport_;
  web::BrowserStorage storage_;
  web::BrowserClipboard clipboard_;
  web::BrowserDownloads downloads_;
  web::BrowserFileChooser files_;
  web::BrowserGivenFiles given_files_;
  web::BrowserUrlBar url_bar_;
  web::BrowserTimers timers_;
  web::IntlLocalisation localisation_;
  web::BrowserClock clock_;
  web::CanvasRasterizer rasterizer_;
  web::TextAgent text_agent_;
  web::BrowserMessageFrame message_frame_;
  PageSurface surface_{localisation_};
  shell::FrameScheduler scheduler_{timers_, [] { web::pratique_request_frame(); }};
  shell::SdlWindow window_{"Pratique", 1280, 800, [this] { scheduler_.request(); }};
  shell::App app_{{.flows = {transport_, storage_, clipboard_, downloads_, files_, given_files_, url_bar_, timers_, localisation_, clock_},
                   .rasterizer = rasterizer_,
                   .text_input = text_agent_,
                   .message_frame = message_frame_,
                   .surface = surface_,
                   .window = window_,
                   .scheduler = scheduler_}};
  web::PageEvents events_;
};

}  // namespace

int main() {
  new Portal;  // never destroyed: the page's end is the program's end
  return 0;
}
