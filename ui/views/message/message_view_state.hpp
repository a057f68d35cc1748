// The preview's drafts: scroll of each tab, the plain text as it was last drawn. Owned by views::ViewState; UI thread.
#pragma once

#include <optional>
#include <string>

#include "client/api/ids.hpp"
#include "ui/kit/code_view.hpp"
#include "ui/kit/scroll_area.hpp"
#include "ui/kit/table.hpp"

namespace pratique::views {

struct MessageViewState {
  std::optional<api::MessageId> of;  // whose state this is; the rest starts anew for another message
  kit::ScrollState page;             // the pane on narrow screens, Why held, parts
  kit::ScrollState headers;
  kit::TableState header_columns;
  kit::CodeState source;
  std::string text_document;  // of `text_document_key`
  std::string text_document_key;
};

}  // namespace pratique::views
