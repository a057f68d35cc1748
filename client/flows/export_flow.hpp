// Writes the messages of the shown search to a file while they come, and tells how far it is. One at a time; leaving the log does not
// stop it, stopping it or the end of the session drops the file.
#pragma once

#include "client/flows/context.hpp"
#include "client/flows/list_query.hpp"

namespace pratique::flows {

class ExportFlow {
 public:
  explicit ExportFlow(Context& context) : context_(context) {}
  void start(const std::optional<ListQueries>& shown, api::ExportFormat format);
  void stop();    // also puts the word about the last one away
  void forget();  // the session is over

 private:
  void take_head(const ports::Response& head);
  void take_chunk(std::string_view bytes);
  void end(base::Result<void> ended);
  void fail(base::Error error);
  void tell_soon();
  store::Export& now() { return context_.state.exported; }

  Context& context_;
  int status_ = 0;
  std::string refusal_;  // the body of an answer that is no file
  std::unique_ptr<ports::Downloads::Growing> file_;
  ports::Pending stream_;
  ports::Pending tell_timer_;
};

}  // namespace pratique::flows
