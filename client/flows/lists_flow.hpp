// Allow and block: rows of the list that is shown, the form with its preview, and changes with a way back. Changes go to the node one
// after the other; each keeps what undoes it. UI thread only.
#pragma once

#include <array>
#include <deque>
#include <vector>

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class ListsFlow {
 public:
  // `act` releases or removes the held messages that a new entry matches, when the reader wished so.
  using Act = base::UniqueFunction<void(api::Action, std::vector<api::MessageId>)>;
  ListsFlow(Context& context, Act act) : context_(context), act_(std::move(act)) {}

  void show_route();
  void reload();
  void need_rows(std::int64_t last_rank);
  void open_form(store::ListForm form);
  void edit_form(api::NewListEntry entry, bool act_too);
  void save_form();
  void close_form();
  void pause(const std::vector<api::ListEntryId>& ids, bool paused);
  void remove(const std::vector<api::ListEntryId>& ids);
  void export_rows();
  void import_rows(requests::ApiClient::Import mode);
  bool undo_newest();  // false: there is nothing to undo
  void forget_rows();  // they were changed elsewhere
  void forget();       // another person signed in, or out

 private:
  struct Step {  // without an entry: delete; without an id: add; with both: change
    std::optional<api::ListEntryId> id;
    std::optional<api::NewListEntry> entry;
    std::string key;
  };
  struct Change {
    api::ListKind kind = api::ListKind::Allow;
    std::vector<Step> steps;
    std::vector<Step> inverse;  // grows as the steps are done
    store::Toast said;          // when all is done
    bool from_form = false;
    bool undoes = false;
    std::size_t at = 0;
  };
  void start(Change change);
  void next();
  void step_done(const Step& step, base::Result<api::ListEntry> answer);
  void finish();
  void fail(base::Error error);
  void preview_soon();
  void act_on_matches(const store::ListForm& form);
  void load_totals();
  void take_more(base::Result<api::ListEntryPage> answer);
  void take_import(base::Result<api::ListImport> answer);
  [[nodiscard]] const api::ListEntry* find(const api::ListEntryId& id) const;
  store::Lists& lists() { return context_.state.lists; }

  Context& context_;
  Act act_;
  std::deque<Change> changes_;  // the first one is on its way
  std::vector<Change> undoable_;
  ports::Pending rows_;
  ports::Pending more_;
  std::array<ports::Pending, 2> totals_;
  requests::RequestSlot<api::ListPreview> preview_;
  ports::Pending preview_timer_;
  ports::Pending change_;
  ports::Pending file_;
  ports::Pending matches_;
};

}  // namespace pratique::flows
