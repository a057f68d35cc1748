// What is known here of a message that somebody sends in: who it says it is from, whether it provably went through this node, and then its
// row, why it got through, which allow entry let it in, and what is held that is like it. docs/decisions/0029-what-proves-a-report.md.
// Changes nothing. Any thread. Errors: Unavailable, Internal.
#pragma once

#include <string>

#include "client/api/report.hpp"
#include "client/base/clock.hpp"
#include "node/domain/scope.hpp"
#include "node/reports/sent_files.hpp"
#include "node/storage/storage.hpp"

namespace pratique::reports {

struct Reading {
  api::ReadMessage read;
  std::string lesson;       // what the filter is to learn from, when the message is ours
  std::string blob_sha256;  // of the lesson, when it is a stored message
  std::string recipient;    // of the delivery that was found
};

class ReportReader {
 public:
  // `host_name`: what Postfix calls itself in Received fields ([mail_flow] hostname).
  ReportReader(std::string host_name, storage::Storage& storage, const base::Clock& clock)
      : host_name_(std::move(host_name)), storage_(storage), clock_(clock) {}

  [[nodiscard]] base::Result<Reading> read(const domain::Scope& scope, const SentMessage& message) const;
  // For reports without an account: the one mailbox here that the message went to, or empty.
  [[nodiscard]] base::Result<std::string> sole_recipient(const SentMessage& message) const;

 private:
  [[nodiscard]] base::Result<void> trace(const domain::Scope& scope, const SentMessage& message, Reading& reading) const;
  [[nodiscard]] base::Result<bool> proves(const SentMessage& message, const storage::TracedDelivery& delivery, std::size_t hop_end,
                                          Reading& reading) const;
  [[nodiscard]] base::Result<void> explain(const domain::Scope& scope, const api::MessageId& id, Reading& reading) const;
  [[nodiscard]] base::Result<std::optional<api::ListEntry>> entry_that_let_in(const domain::Scope& scope,
                                                                              const api::MessageDetail& detail) const;

  std::string host_name_;
  storage::Storage& storage_;
  const base::Clock& clock_;
};

}  // namespace pratique::reports
