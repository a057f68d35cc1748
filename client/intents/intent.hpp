// What a reader can ask for: never which widget was clicked. Views push them, flows carry them out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/api/export.hpp"
#include "client/api/ids.hpp"
#include "client/api/list_request.hpp"
#include "client/store/app_state.hpp"

namespace pratique::intents {

// Where to
struct Navigate {
  store::Route route;
};
struct GoBack {};
struct UrlChanged {
  std::string url;
};  // the browser's back and forward
struct OpenMessage {
  api::MessageId id;
};
struct CloseMessage {};
struct ShowTab {
  store::MessageTab tab;
};
struct OpenNeighbour {
  int step;
};  // +1 next, -1 previous
// The list
struct Search {
  std::string query;
};
struct SortBy {
  api::Sort sort;
};
struct RefreshList {};
struct ShowArrived {};
struct NeedRows {
  std::int64_t first_rank;
  std::int64_t last_rank;
};  // visible, inclusive
struct RetryPage {
  std::int64_t page;
};
struct MoveCursor {
  std::int64_t rank;
};
// Selection
struct ToggleSelected {
  api::MessageId id;
};
struct SelectRange {
  api::MessageId to;
};  // from the anchor
struct SelectAllLoaded {};
struct ClearSelection {};
struct SelectAllMatching {};
struct SelectWave {  // shows the wave and selects all of it
  std::string wave;
};
struct LeaveOutSender {  // of all that match
  api::SelectionSender sender;
  bool left_out;
};
// Acting: empty ids = the selection, else the open message, else the cursor's row
struct ReleaseMessages {
  std::vector<api::MessageId> ids;
};
struct RemoveMessages {
  std::vector<api::MessageId> ids;
};
struct MarkSeen {
  std::vector<api::MessageId> ids;
  bool seen;
};
struct UndoNewest {};
struct UndoJob {
  api::JobId id;
};
struct StopJob {  // what has not run yet
  api::JobId id;
};
struct ShowFailed {  // of a job, message by message; nullopt: no longer
  std::optional<api::JobId> id;
};
struct ShowHistory {};
struct ShowOlderHistory {};
struct DismissToast {};
// Acting and listing the sender in one step
struct ReleaseAndAllow {
  std::vector<api::MessageId> ids;
};
struct RemoveAndBlock {
  std::vector<api::MessageId> ids;
};
// Teaching the filter
struct ReleaseAndTrain {  // let in, and reported as wanted
  std::vector<api::MessageId> ids;
};
struct TrainFilter {
  std::vector<api::MessageId> ids;
  enum class As : std::uint8_t { Spam, Wanted } as;
};
// The delivery log
struct FollowLog {  // new rows come in at the top by themselves
  bool follow;
};
struct SetLogColumns {
  std::vector<std::string> columns;
};
struct StartExport {  // of the search that is shown
  api::ExportFormat format;
};
struct StopExport {};  // or puts the word about the last one away
struct ReloadHealth {};
// Allow and block
struct NeedListRows {
  std::int64_t last_rank;
};
struct ReloadLists {};
struct OpenListForm {
  api::ListKind kind;
  std::optional<api::ListEntryId> id;  // none: a new entry
  api::NewListEntry entry;
};
struct EditListForm {
  api::NewListEntry entry;
  bool act_too;
};
struct SaveListForm {};
struct CloseListForm {};
struct PauseListEntries {
  std::vector<api::ListEntryId> ids;
  bool paused;
};
struct DeleteListEntries {
  std::vector<api::ListEntryId> ids;
};
struct ExportList {};
struct ImportList {
  bool replace;
};
// Releases that need somebody's consent
struct AskRelease {
  std::vector<api::MessageId> ids;
  std::string note;
};
struct ApproveRequest {
  api::RequestId id;
};
struct DenyRequest {
  api::RequestId id;
  std::string answer;
};
struct WithdrawRequest {
  api::RequestId id;
};
struct ReloadRequests {};
// Reports of spam
struct SetReportKind {  // of what is sent next
  api::ReportKind kind;
};
struct ChooseReportFiles {};
struct PasteReport {  // the source of one message
  std::string source;
};
struct RemoveReportFiles {          // that were not sent yet
  std::optional<std::uint32_t> id;  // none: all
};
struct RetryReportFile {
  std::uint32_t id;
};
struct SendReports {};
struct CancelReports {};
struct UndoReports {
  std::optional<api::ReportId> id;  // none: all that were just reported
};
struct DecideEntry {  // about the allow entry that let a reported message in
  api::ReportId id;
  store::EntryFate fate;
};
struct NeedReports {};  // older ones
struct ReloadReports {};
// Saved searches
struct SaveSearch {
  api::NewSavedSearch search;
};
struct ChangeSearch {
  api::SavedSearch search;
};
struct DeleteSearch {
  api::SearchId id;
};
struct MoveSearch {  // to this place, 0 = first
  api::SearchId id;
  std::size_t place;
};
// The open message
struct ShowBodyForm {
  store::BodyForm form;
};
struct ShowImages {};
struct RetryOpen {};
struct DownloadSource {};
struct DownloadPart {
  std::int64_t number;
};
struct CopyText {
  std::string text;
};
// Session and look
struct SignIn {
  std::string login;
  std::string password;
};  // in the expired-session dialog
struct SignOut {};
struct SetTheme {
  store::Theme theme;
};
struct SetDensity {
  store::Density density;
};
struct SetLanguage {
  std::string language;
};
struct SetColumns {
  std::vector<std::string> columns;
};
struct ChangeSettings {
  api::Settings settings;
};
struct GroupWaves {
  bool grouped;
};
struct PauseLive {
  bool paused;
};
struct NetworkChanged {
  bool online;
};
struct BrandKnown {  // once, at the start
  store::Brand brand;
};
struct SystemLookChanged {
  bool dark;
  bool contrast;
  bool reduced_motion;
  bool embedded;
};

using Intent =
    std::variant<Navigate, GoBack, UrlChanged, OpenMessage, CloseMessage, ShowTab, OpenNeighbour, Search, SortBy, RefreshList, ShowArrived,
                 NeedRows, RetryPage, MoveCursor, ToggleSelected, SelectRange, SelectAllLoaded, ClearSelection, SelectAllMatching,
                 SelectWave, LeaveOutSender, ReleaseMessages, RemoveMessages, ReleaseAndAllow, RemoveAndBlock, ReleaseAndTrain, TrainFilter,
                 FollowLog, SetLogColumns, StartExport, StopExport, ReloadHealth, NeedListRows, ReloadLists, OpenListForm, EditListForm,
                 SaveListForm, CloseListForm, PauseListEntries, DeleteListEntries, ExportList, ImportList, AskRelease, ApproveRequest,
                 DenyRequest, WithdrawRequest, ReloadRequests, SetReportKind, ChooseReportFiles, PasteReport, RemoveReportFiles,
                 RetryReportFile, SendReports, CancelReports, UndoReports, DecideEntry, NeedReports, ReloadReports, ChangeSettings,
                 MarkSeen, UndoNewest, UndoJob, StopJob, ShowFailed, ShowHistory, ShowOlderHistory, DismissToast, SaveSearch, ChangeSearch,
                 DeleteSearch, MoveSearch, ShowBodyForm, ShowImages, RetryOpen, DownloadSource, DownloadPart, CopyText, SignIn, SignOut,
                 SetTheme, SetDensity, SetLanguage, SetColumns, GroupWaves, PauseLive, NetworkChanged, SystemLookChanged, BrandKnown>;

// Filled while a frame is drawn, emptied by the shell after it.
class IntentQueue {
 public:
  template <class I>
  void push(I intent) {
    intents_.emplace_back(std::move(intent));
  }
  [[nodiscard]] std::vector<Intent> take() { return std::exchange(intents_, {}); }
  [[nodiscard]] const std::vector<Intent>& peek() const { return intents_; }

 private:
  std::vector<Intent> intents_;
};

}  // namespace pratique::intents
