// From bytes to rows: what becomes of a message on arrival, by LMTP or by `import`. Nothing is answered before the bytes and
// the rows are durable; a message that comes again (same queue id, bytes and recipient) is recognised, not stored twice.
// Any thread; blocks for disk. Errors: NotFound (a domain this node takes no mail for), Unavailable (field "disk": it is
// full), Internal.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "client/base/result.hpp"
#include "node/ingest/envelope.hpp"
#include "node/storage/storage.hpp"

namespace pratique::ingest {

class Intake {
 public:
  // All outlive the intake.
  Intake(storage::Storage& storage, const base::Clock& clock, base::Logger& log);

  // Runs after a message was stored that an allow entry lets in: its release is due. Set before mail comes.
  void on_release(std::function<void()> wake) { on_release_ = std::move(wake); }

  // Whether mail for this domain is taken: NotFound when not.
  [[nodiscard]] base::Result<void> takes(const domain::Address& recipient) const;
  // One answer a recipient, in their order.
  [[nodiscard]] base::Result<std::vector<storage::Inserted>> store(const Envelope& envelope, std::string bytes);

 private:
  storage::Storage& storage_;
  const base::Clock& clock_;
  base::Logger& log_;
  std::string node_name_;
  std::function<void()> on_release_;
};

}  // namespace pratique::ingest
