// Release, remove, mark seen, and undo. Rows leave at once; the node's job tells when it really happens; what fails comes back
// with its reason. The toast always speaks of the newest action.
#pragma once

#include <vector>

#include "client/flows/context.hpp"
#include "client/flows/job_flow.hpp"
#include "client/flows/message_flow.hpp"
#include "client/flows/outbox.hpp"

namespace pratique::flows {

class ActionFlow {
 public:
  ActionFlow(Context& context, MessageFlow& messages, JobFlow& jobs);

  enum class Why : std::uint8_t { Asked, Read };                  // Read: the message was open for a moment
  void act(api::Action action, std::vector<api::MessageId> ids);  // Release, Remove
  void act_on_all(api::Action action);                            // on all that match; ends the selection
  void mark_seen(std::vector<api::MessageId> ids, bool seen, Why why);
  void undo_newest();
  void undo(const api::JobId& id);
  void dismiss_toast();
  void show_error(base::Error error);    // of something else than an action
  void show_notice(store::Toast toast);  // of something else that was done
  void job_changed(const api::Job& job);
  void send_waiting() { outbox_.send_all(); }
  void forget();  // another person signed in, or out

 private:
  void answered(Outbox::Write write, base::Result<api::Job> answer);
  void action_done(const Outbox::Write& write, const api::Job& job);
  void action_failed(const Outbox::Write& write, base::Error error);
  void undone(const Outbox::Write& write, base::Result<api::Job> answer);
  void start_undo(const api::Job& job, std::vector<api::MessageId> ids);
  void show_marked(const api::Job& job);
  void tell_progress(const api::Job& job);
  void show_toast(store::Toast toast, std::optional<std::int64_t> hide_after_ms, std::uint64_t about);
  void hide_after(std::int64_t delay_ms);
  void show_failed_items(const api::Job& job);
  std::optional<store::Toast>& toast() { return context_.state.toast; }

  Context& context_;
  MessageFlow& messages_;
  JobFlow& jobs_;
  Outbox outbox_;
  std::uint64_t toast_about_ = 0;  // the write the toast speaks of
  ports::Pending toast_timer_;
};

}  // namespace pratique::flows
