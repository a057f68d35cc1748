// Reports that people send by mail: a message to spamreport@ or notspamreport@ of the reports' domain, with what is reported attached. What
// cannot be believed or read is taken, logged and dropped: an answer would be a bounce to whoever the sender pretends to be. Any thread;
// blocks for disk and filter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/base/log.hpp"
#include "client/base/result.hpp"
#include "node/domain/address.hpp"
#include "node/ingest/envelope.hpp"
#include "node/ingest/networks.hpp"
#include "node/reports/report_service.hpp"
#include "node/storage/storage.hpp"

namespace pratique::ingest {

struct ReportRules {
  std::string domain;  // empty: no reports are taken
  Networks trusted;    // whose clients may report through the mail server
};

class ReportIntake {
 public:
  ReportIntake(ReportRules rules, storage::Storage& storage, base::Logger& log) : rules_(std::move(rules)), storage_(storage), log_(log) {}

  // Set before mail comes; outlives the intake. Without, none is taken.
  void report_to(reports::ReportService* service) { service_ = service; }

  [[nodiscard]] bool owns(const domain::Address& recipient) const;  // its domain is the reports'
  [[nodiscard]] static std::optional<api::ReportKind> kind_of(const domain::Address& recipient);
  // Unavailable, Internal: the sender is to try again.
  [[nodiscard]] base::Result<void> take(const Envelope& envelope, api::ReportKind kind, std::string bytes);

 private:
  [[nodiscard]] base::Result<std::optional<reports::Reporter>> reporter_of(const Envelope& envelope) const;

  ReportRules rules_;
  storage::Storage& storage_;
  base::Logger& log_;
  reports::ReportService* service_ = nullptr;
};

// What a mail to those addresses has attached: messages (message/rfc822), and files that may hold some. Total.
[[nodiscard]] std::vector<reports::SentFile> attached_reports(std::string bytes);

}  // namespace pratique::ingest
