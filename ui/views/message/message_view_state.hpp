// The preview's drafts: scroll of each tab, the link that was clicked. Owned by views::ViewState; UI thread.
#pragma once

#include <optional>
#include <string>

#include "client/api/ids.hpp"
#include "ui/kit/code_view.hpp"
#include "ui/kit/scroll_area.hpp"
#include "ui/kit/table.hpp"

namespace pratique::views {

// The shell puts it here when the message frame reports a click; the page shows where it would have led.
struct ClickedLink {
  std::string text;
  std::string target;
  bool operator==(const ClickedLink&) const = default;
};

struct MessageViewState {
  std::optional<api::MessageId> of;  // whose state this is; the rest starts anew for another message
  kit::ScrollState page;             // the pane on narrow screens, Why held, parts
  kit::ScrollState headers;
  kit::TableState header_columns;
  kit::CodeState source;
  std::optional<ClickedLink> clicked_link;
  std::string text_document;  // of `text_document_key`
  std::string text_document_key;
};

}  // namespace pratique::views
