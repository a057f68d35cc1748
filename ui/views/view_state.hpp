// What dies with the tab: drafts, scroll, open panels, column widths. Owned by shell::App, passed by reference; each feature has its
// own piece, and nothing here is ever needed to say what the product knows (that is store::AppState). UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/api/job.hpp"
#include "client/api/saved_search.hpp"
#include "client/base/geometry.hpp"
#include "ui/views/lists/lists_view_state.hpp"
#include "ui/views/log/log_view_state.hpp"
#include "ui/views/message/message_view_state.hpp"
#include "ui/views/quarantine/quarantine_view_state.hpp"
#include "ui/views/report/report_view_state.hpp"
#include "ui/views/shortcuts/key_map.hpp"

namespace pratique::views {

struct SearchNaming {  // the dialog that saves or renames a search
  std::optional<api::SearchId> id;
  api::NewSavedSearch search;
  bool asked_focus = false;
  bool operator==(const SearchNaming&) const = default;
};

struct NavViewState {
  bool collapsed = false;
  std::optional<SearchNaming> naming;
  std::optional<api::SearchId> dragged;  // saved search under the pointer, and the place it would get
  std::size_t dragged_to = 0;
  bool operator==(const NavViewState&) const = default;
};

struct SessionViewState {
  std::string login;
  std::string password;
  bool asked_focus = false;  // the dialog put the focus into its field once
  bool operator==(const SessionViewState&) const = default;
};

// A question that must be answered before something that cannot be undone, or that harms, is done.
struct ReleaseQuestion {
  std::vector<api::MessageId> ids;
  std::optional<api::MessageClass> message_class;  // of the one message; nullopt: several
  std::int64_t risky = 0;
  bool all = false;  // all that match are meant; what they are the state says
  api::Action action = api::Action::Release;
  bool operator==(const ReleaseQuestion&) const = default;
};

struct AskForm {  // for a release
  std::vector<api::MessageId> ids;
  std::string note;
  bool operator==(const AskForm&) const = default;
};

enum class Pane : std::uint8_t { Navigation, List, Preview };

struct ViewState {
  NavViewState nav;
  QuarantineViewState quarantine;
  LogViewState log;
  HealthViewState health;
  MessageViewState message;
  SessionViewState session;
  std::optional<ReleaseQuestion> question;
  bool shortcuts_open = false;
  bool history_open = false;
  kit::ScrollState history_scroll;
  kit::ScrollState shortcuts_scroll;
  std::string shortcuts_filter;
  KeyMap keys;
  std::optional<base::MonoTime> sequence_since;  // "g" of "g q"
  Stroke sequence_first;
  std::optional<AskForm> ask;
  ListsViewState lists;
  RequestsViewState requests;
  ReportViewState report;
  PaletteViewState palette;
  SettingsViewState settings;
  float list_width = theme::size::list::kIdeal;
  Pane pane = Pane::List;  // that F6 left
};

}  // namespace pratique::views
