// The steps of one message that its job holds and whose time has come, in the order that survives a crash between any two of
// them: intent, hand-over, outcome. Made for one item, used by one thread; release() blocks on the destination server.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/release/hand_over.hpp"
#include "node/storage/storage.hpp"
#include "node/training/trainer.hpp"

namespace pratique::jobs {

struct RunnerOptions {
  int deliveries_at_once = 4;
  std::string helo_name = "localhost";
  std::chrono::seconds conversation_timeout{60};
  training::Controller filter{};
};

class DeliverySteps {
 public:
  DeliverySteps(const RunnerOptions& options, storage::Storage& storage, const base::Clock& clock, const storage::DueItem& item);

  // What the item's action asks for.
  [[nodiscard]] base::Result<void> carry_out();

  // After an error: the destination was spoken to and its answer is not in storage yet. Record it again until it is.
  [[nodiscard]] bool has_outcome() const { return outcome_.has_value(); }
  [[nodiscard]] base::Result<void> record_outcome();

 private:
  [[nodiscard]] base::Result<void> release();
  [[nodiscard]] base::Result<void> teach();
  [[nodiscard]] base::Result<void> taught(training::Lesson lesson, const training::Taught& result);
  [[nodiscard]] base::Result<void> end_release(const std::string& reply);
  [[nodiscard]] base::Result<std::string> classifier_of(const std::string& recipient) const;
  [[nodiscard]] base::Result<void> delivered();
  [[nodiscard]] base::Result<void> try_later();
  [[nodiscard]] base::Result<void> refuse(const std::string& reply);
  [[nodiscard]] base::Result<void> end_item(api::ItemState state, std::string reply);
  [[nodiscard]] base::Result<bool> move(api::Status from, api::Status to, std::string kind, std::string detail,
                                        std::string smtp_reply = {});

  const RunnerOptions& options_;
  storage::Storage& storage_;
  const base::Clock& clock_;
  const storage::DueItem& item_;
  domain::Scope scope_;  // the node's own, with the name of who asked
  storage::Domain destination_;
  std::optional<release::HandOver> outcome_;
};

}  // namespace pratique::jobs
