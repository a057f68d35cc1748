// A node in memory, small but honest about the API's shapes: rows by offset, counts, details, actions as jobs, undo, sessions.
#pragma once

#include <string>
#include <vector>

#include "client/api/job.hpp"
#include "client/api/list_entry.hpp"
#include "client/api/message.hpp"
#include "client/api/release_request.hpp"
#include "client/api/report.hpp"
#include "client/api/saved_search.hpp"
#include "client/api/selection.hpp"
#include "client/api/session.hpp"
#include "client/base/clock.hpp"
#include "tests/support/fake_transport.hpp"

namespace pratique::test {

class FakeNode {
 public:
  FakeNode(base::Clock& clock, std::int64_t rows) : clock_(clock), rows_(rows) {}

  [[nodiscard]] Answer answer(const ports::Request& request);
  [[nodiscard]] static api::MessageId id_of(std::int64_t number) { return {"m" + std::to_string(number)}; }
  [[nodiscard]] api::MessageSummary summary(std::int64_t number) const;
  void add_newest(int count) { newest_ -= count; }  // numbers below 0

  std::string token = "good";                // other tokens get 401
  std::vector<std::int64_t> gone;            // no longer held
  std::vector<std::int64_t> worth;           // a look
  std::vector<std::string> keys_of_actions;  // idempotency keys that were done, in order
  std::vector<std::string> undone;           // job ids
  bool undo_is_late = false;
  bool messages_have_html = true;
  std::vector<api::Job> jobs;        // oldest first
  std::vector<api::JobItem> failed;  // of any job
  api::SelectionSummary selection;   // its total is counted
  std::vector<api::SavedSearch> searches;
  api::Me me;
  std::vector<api::ListEntry> entries;  // of both lists, newest last
  api::ListPreview preview;             // of any entry
  std::vector<api::ReleaseRequest> asked;
  std::vector<api::Report> reports;  // oldest first
  std::string outcome = "learned";   // of reports to come

 private:
  [[nodiscard]] std::vector<std::int64_t> page_numbers(std::int64_t offset, std::int64_t limit) const;
  [[nodiscard]] std::int64_t total() const;
  [[nodiscard]] Answer list(const std::string& url) const;
  [[nodiscard]] Answer act(const ports::Request& request);
  [[nodiscard]] Answer undo(const std::string& job_id);
  [[nodiscard]] Answer job_calls(const ports::Request& request);
  [[nodiscard]] Answer search_calls(const ports::Request& request);
  [[nodiscard]] Answer summarise(const std::string& url) const;
  [[nodiscard]] Answer message(std::string rest) const;
  [[nodiscard]] Answer lists(const ports::Request& request);
  [[nodiscard]] Answer requests(const ports::Request& request);
  [[nodiscard]] Answer report_calls(const ports::Request& request);

  base::Clock& clock_;
  std::int64_t rows_;
  std::int64_t newest_ = 0;
  int next_entry_ = 1;
  std::vector<std::pair<std::string, std::string>> kept_answers_;
};

}  // namespace pratique::test
