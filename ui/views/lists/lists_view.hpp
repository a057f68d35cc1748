// Allow and block: the two lists with their search, and the form that adds or changes an entry, beside the list or over the mail.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

[[nodiscard]] kit::Id lists_id();
[[nodiscard]] kit::Id lists_search_id();
void lists_view(Frame& frame, kit::Box box);
void import_question_view(Frame& frame);                                    // "replace the list?", while it is asked
void doubt_question_view(Frame& frame);                                     // "list one's own domain all the same?"
[[nodiscard]] std::optional<Key> doubt_about(const store::ListForm& form);  // why to ask before it is saved

[[nodiscard]] bool form_is_beside(const Frame& frame);  // else it is a dialog
void list_form_view(Frame& frame, kit::Box box);        // beside
void list_form_dialog_view(Frame& frame);               // over everything, while it is open and not beside

[[nodiscard]] std::string shown_pattern(const api::NewListEntry& entry);                    // "*@example.org", "ann@example.org"
[[nodiscard]] std::string shown_reach(const Frame& frame, const api::NewListEntry& entry);  // "Only me", "All of example.org"
[[nodiscard]] std::string shown_end(const Frame& frame, const api::NewListEntry& entry);    // "Never", "31 Dec 2026"

}  // namespace pratique::views
