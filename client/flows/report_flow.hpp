// Reporting spam: files are read by the node, shown, then sent, two calls at a time. Nothing is lost when the network or the session goes
// in the middle: it goes on when they are back. Each report can be taken back; the entry that let a message in is kept or deleted. UI
// thread.
#pragma once

#include <deque>
#include <vector>

#include "client/flows/context.hpp"
#include "client/ports/given_files.hpp"

namespace pratique::flows {

class ReportFlow final : public ports::GivenFiles::Listener {
 public:
  struct Owner {
    virtual ~Owner() = default;
    virtual void entries_changed() = 0;  // what the lists show is out of date
    virtual void reported() = 0;         // the newest thing to be undone
  };
  ReportFlow(Context& context, Owner& owner) : context_(context), owner_(owner) {}
  ~ReportFlow() override { context_.ports.given_files.listen(nullptr); }
  ReportFlow(const ReportFlow&) = delete;
  ReportFlow& operator=(const ReportFlow&) = delete;

  void show_route();
  void reload();
  void need_more();
  void set_kind(api::ReportKind kind);
  void choose();
  void paste(std::string_view source);
  void remove(const std::optional<std::uint32_t>& id);
  void retry(std::uint32_t id);
  void send();
  void cancel();  // what is not sent yet stays, to be sent again or removed
  void undo(const std::optional<api::ReportId>& id);
  bool undo_newest();  // all that were sent together last; false: there is nothing to undo
  void decide(const api::ReportId& id, store::EntryFate fate);
  void go_on();   // the network is back, or the session
  void forget();  // another person signed in, or out

  void files_dragged(std::optional<int> count) override;
  void files_given(std::vector<ports::GivenFile> files) override;

 private:
  struct Call {
    std::uint32_t file;
    ports::Pending pending;
  };
  using Step = store::ReportFile::Step;

  // No network, or no session: what was asked for waits.
  [[nodiscard]] static bool lost_way(const base::Error& error);
  void pump();
  bool start_one(Step from);
  void take_read(std::uint32_t id, base::Result<api::ReadReport> answer);
  void take_result(std::uint32_t id, base::Result<api::ReportResult> answer);
  void put_off(store::ReportFile& file, Step again, base::Error error);
  void add_results(std::vector<api::ReportResult::Item> items);
  void finish_batch();
  void next_undo();
  void take_undone(base::Result<api::Report> answer);
  void entry_done(const api::ListEntryId& id, store::EntryFate fate, base::Result<api::ListEntry> answer);
  void replace(const api::Report& report);
  void watch_waiting();
  void drop(std::uint32_t id);
  [[nodiscard]] ports::Pending finished(std::uint32_t id);  // taken out of the calls
  [[nodiscard]] store::ReportFile* file(std::uint32_t id);
  [[nodiscard]] store::Reported* reported(const api::ReportId& id);
  store::Reports& reports() { return context_.state.reports; }

  Context& context_;
  Owner& owner_;
  std::vector<Call> calls_;
  std::deque<api::ReportId> undos_;  // the first one is on its way
  ports::Pending undo_;
  ports::Pending decision_;
  ports::Pending page_;
  ports::Pending more_;
  ports::Pending pause_;  // the node asked for
  ports::Pending watch_;
  std::int64_t watch_ms_ = 0;
  std::int64_t batch_ = 0;
  std::int64_t undone_ = 0;  // of the undos that were asked for together
  bool stalled_ = false;     // no network, or no session: until go_on()
};

}  // namespace pratique::flows
