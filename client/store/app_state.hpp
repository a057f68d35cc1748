// Everything the screen is a function of. A value: default-constructible, comparable. Only flows hold it non-const.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/api/export.hpp"
#include "client/api/health.hpp"
#include "client/api/histogram.hpp"
#include "client/api/job.hpp"
#include "client/api/message.hpp"
#include "client/api/saved_search.hpp"
#include "client/api/selection.hpp"
#include "client/api/session.hpp"
#include "client/base/clock.hpp"
#include "client/store/lists.hpp"
#include "client/store/message_list.hpp"
#include "client/store/remote.hpp"
#include "client/store/reports.hpp"
#include "client/store/route.hpp"

namespace pratique::store {

enum class SessionState : std::uint8_t { SignedOut, SignedIn, Expired };
enum class Theme : std::uint8_t { System, Light, Dark, Contrast };
enum class Density : std::uint8_t { Line, Compact, Comfortable, Touch };
enum class BodyForm : std::uint8_t { Html, Text };

struct SessionData {
  SessionState state = SessionState::SignedOut;
  std::string token;
  std::optional<api::Me> me;
  int actions_waiting = 0;                   // kept while the session is expired or the network is away
  bool signing_in = false;                   // the expired-session dialog waits for the node
  std::optional<base::Error> sign_in_error;  // what it answered; cleared by the next try
  bool operator==(const SessionData&) const = default;
};

struct OpenMessage {  // the preview
  std::optional<api::MessageId> id;
  Remote<api::MessageDetail> detail;
  Remote<api::MessageText> text;
  Remote<std::string> html;  // sanitised by the node
  Remote<api::MessageHeaders> headers;
  Remote<std::string> source;  // first kSourceShownBytes of /raw
  Remote<api::MessageParts> parts;
  BodyForm form = BodyForm::Html;
  bool images_wanted = false;
  bool operator==(const OpenMessage&) const = default;
};
inline constexpr std::int64_t kSourceShownBytes = 1 << 20;

// What was done beside releasing and removing mail.
enum class Notice : std::uint8_t {
  None,
  Allowed,  // an entry was added; `subject` is its sender
  Blocked,
  EntryChanged,
  EntriesDeleted,
  EntriesPaused,
  EntriesResumed,
  EntriesBack,  // a change was undone
  Imported,
  Asked,  // for a release
  Approved,
  Denied,
  Withdrawn,
  Reported,     // messages, while the reader was elsewhere
  ReportsBack,  // they were taken back
};
enum class ToastKind : std::uint8_t { Acted, Undone, Failed, Notice };
struct Toast {
  ToastKind kind = ToastKind::Acted;
  std::optional<api::Job> job;              // what Undo takes back
  std::optional<base::WallTime> leaves_at;  // ring and seconds
  std::optional<base::MonoTime> hides_at;
  std::int64_t count = 0;
  api::Action action = api::Action::Release;
  Notice notice = Notice::None;  // with ToastKind::Notice
  std::string subject;
  bool undoable = false;  // a notice that Undo takes back
  std::optional<base::Error> error;
  bool operator==(const Toast&) const = default;
};

// The reader's own actions, newest first: those of this tab at once, older ones as the history asks for them.
inline constexpr std::size_t kMaxJobs = 500;
struct History {
  std::vector<api::Job> jobs;
  std::optional<std::int64_t> total;  // on the node; unknown until the first page came
  std::int64_t asked = 0;             // how many of them were asked for
  bool loading = false;
  std::optional<base::Error> error;     // of the newest page asked for
  std::optional<api::JobId> failed_of;  // whose failures are shown
  Remote<api::JobItemPage> failed_items;
  bool operator==(const History&) const = default;
};

// Messages of a search that are written to a file, as they come.
struct Export {
  enum class Step : std::uint8_t { None, Running, Done, Failed } step = Step::None;
  api::ExportFormat format = api::ExportFormat::Csv;
  std::string file_name;
  std::int64_t rows = 0;                 // so far
  std::int64_t bytes = 0;                // so far
  std::optional<std::int64_t> matching;  // how many messages match, once the node has said so
  std::optional<base::Error> error;
  bool operator==(const Export&) const = default;
};

struct SavedSearches {
  Remote<api::SavedSearches> list;
  std::map<api::SearchId, std::int64_t> counts;  // held matches, of the first kCountedSearches
  std::vector<std::string> recent;               // searched for in this browser, newest first, at most kRecentSearches
  bool operator==(const SavedSearches&) const = default;
};
inline constexpr std::size_t kCountedSearches = 10;
inline constexpr std::size_t kRecentSearches = 8;

// Colours of a brand in one theme, 0xRRGGBB: what the node made of its accent by the design's contrast rule.
struct BrandAccent {
  std::uint32_t fill = 0, hover = 0, pressed = 0, on = 0, soft = 0, soft_on = 0, focus = 0;
  bool operator==(const BrandAccent&) const = default;
};
struct Brand {       // of the host name under which the portal is shown
  std::string name;  // empty: the product's own, with its colours
  std::optional<BrandAccent> light, dark;
  bool operator==(const Brand&) const = default;
};

struct Look {
  Theme theme = Theme::System;
  bool system_is_dark = false;
  bool system_wants_contrast = false;
  bool reduced_motion = false;
  bool embedded = false;  // in a frame of somebody else's page, which has title, account and navigation of its own
  Density density = Density::Comfortable;
  std::string language = "en";           // "en-XA" long pseudo-locale, "ar-XB" mirrored one
  std::vector<std::string> columns;      // of the list, in order; empty = the default ones
  std::vector<std::string> log_columns;  // of the delivery log, the same way
  Brand brand;
  bool operator==(const Look&) const = default;
};

struct NavCounts {  // beside the places of the navigation, exact
  std::int64_t held = 0;
  std::int64_t worth_a_look = 0;
  std::int64_t newsletters = 0;
  std::int64_t dangerous = 0;  // phishing and viruses
  bool operator==(const NavCounts&) const = default;
};
// The queries behind them, without the implied status:quarantined: what a click on each searches for.
inline constexpr const char* kWorthALookQuery = "is:worth";
inline constexpr const char* kNewslettersQuery = "class:bulk";
inline constexpr const char* kDangerousQuery = "class:phish,virus";

struct AppState {
  SessionData session;
  Route route;
  Look look;
  bool online = true;
  bool live = true;          // event stream connected
  bool live_paused = false;  // by the reader
  bool log_follows = false;  // new rows of the log come in at its top by themselves
  MessageList list;
  Remote<NavCounts> nav_counts;
  Remote<api::Histogram> histogram;  // of the list's query, a bar per day
  OpenMessage open;
  Lists lists;
  Requests requests;
  Reports reports;
  std::optional<Toast> toast;
  Remote<api::SelectionSummary> selected;  // while all that match are selected
  History history;
  SavedSearches searches;
  Export exported;
  Remote<api::Health> health;
  bool operator==(const AppState&) const = default;
};

// How many messages are selected; exact once the node has counted.
[[nodiscard]] std::int64_t selected_count(const AppState& state);
// One row for a wave of near-identical messages; a setting of the reader.
[[nodiscard]] bool groups_waves(const AppState& state);
// Releasing and removing also come with an entry on a list.
[[nodiscard]] bool releases(api::Action action);
[[nodiscard]] bool removes(api::Action action);
// Acting, or being taken back, right now.
[[nodiscard]] bool is_at_work(const api::Job& job);
// So many messages that the node tells of the job only, not of every row.
inline constexpr std::int64_t kBigJob = 1000;
[[nodiscard]] bool is_big(const api::Job& job);
[[nodiscard]] bool is_undoable(const api::Job& job, base::WallTime now);

}  // namespace pratique::store
