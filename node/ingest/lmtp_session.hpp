// One LMTP conversation (RFC 2033) as a machine: bytes in, replies out. It knows nothing of sockets or threads, so any slicing
// of the input gives the same conversation. Used by one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/base/log.hpp"
#include "node/ingest/data_reader.hpp"
#include "node/ingest/envelope.hpp"
#include "node/ingest/event_intake.hpp"
#include "node/ingest/intake.hpp"
#include "node/ingest/report_intake.hpp"

namespace pratique::ingest {

struct LmtpLimits {
  std::size_t max_message_bytes = 50u << 20;
  std::size_t max_recipients = 200;  // of one transaction
  std::size_t max_mistakes = 20;     // then the connection is closed
};

class LmtpSession {
 public:
  LmtpSession(std::string host_name, std::string quarantine_domain, LmtpLimits limits, Intake& intake, EventIntake& events,
              ReportIntake& reports, base::Logger& log);

  [[nodiscard]] std::string greeting() const;
  [[nodiscard]] std::string feed(std::string_view bytes);  // the replies to what is complete
  [[nodiscard]] bool closed() const { return closed_; }
  // In the middle of DATA: stopping now would make the sender send it all again.
  [[nodiscard]] bool receiving() const { return data_.has_value(); }

 private:
  void command(std::string_view line);
  void lhlo(std::string_view argument);
  void mail(std::string_view argument);
  void rcpt(std::string_view argument);
  void data();
  void finish_data();
  void finish_event(std::string message);
  void finish_report(std::string message);
  [[nodiscard]] bool is_alone() const { return is_event_ || report_.has_value(); }
  void xforward(std::string_view argument);
  void reset();
  void reply(std::string_view text);
  void mistake(std::string_view text);  // a reply that counts against max_mistakes
  [[nodiscard]] std::string answer_to(const domain::Address& recipient, const domain::Address& given) const;

  std::string host_name_;
  std::string quarantine_domain_;
  LmtpLimits limits_;
  Intake& intake_;
  EventIntake& events_;
  ReportIntake& reports_;
  base::Logger& log_;
  std::string input_;
  std::string output_;
  bool skipping_line_ = false;  // the rest of a line that was too long
  bool greeted_ = false;
  bool has_sender_ = false;
  bool closed_ = false;
  bool is_event_ = false;                  // the transaction is a report of the filter, which has no other recipient
  std::optional<api::ReportKind> report_;  // or one of a person, likewise
  std::size_t mistakes_ = 0;
  Envelope envelope_;
  std::optional<DataReader> data_;
};

}  // namespace pratique::ingest
