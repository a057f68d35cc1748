// The search field with its chips, what is wrong with a query, and the filter form that edits the same operators.
#pragma once

#include "ui/views/frame.hpp"
#include "ui/views/quarantine/query_draft.hpp"

namespace pratique::views {

[[nodiscard]] QueryReader query_reader(const Frame& frame);
[[nodiscard]] kit::Id search_field_id();
void focus_search(Frame& frame);

// Field and filter button on one line; an error takes a strip below, whose height search_error_height tells.
void search_view(Frame& frame, kit::Box box);
[[nodiscard]] float search_error_height(const Frame& frame);
void search_error_view(Frame& frame, kit::Box box);
void search_for(Frame& frame, std::string query);  // from anywhere: chips, menus, histogram

void filter_button_view(Frame& frame, kit::Box box);

}  // namespace pratique::views
