// The reader's saved searches below the places: open, save, rename, delete, and order by drag, Alt+arrows or menu.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

// Takes what it needs off the top of the box; what does not fit is left to the search field's suggestions.
void saved_searches_view(Frame& frame, kit::Box& box);
void save_search(Frame& frame);         // the one that is shown: asks for its name
void search_naming_view(Frame& frame);  // the dialog, while a name is asked for

}  // namespace pratique::views
