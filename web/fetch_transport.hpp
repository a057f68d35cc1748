// ports::Transport by the browser's fetch. Destroying a Pending aborts the request (AbortController), and its callbacks never
// run. Replies are delivered as tasks of the page, never inside send(). Failures are Offline or Timeout. UI thread.
#pragma once

#include "client/ports/transport.hpp"

namespace pratique::web {

class FetchTransport final : public ports::Transport {
 public:
  [[nodiscard]] ports::Pending send(ports::Request request, base::UniqueFunction<void(base::Result<ports::Response>)> done) override;
  [[nodiscard]] ports::Pending stream(ports::Request request, StreamHandler handler) override;
};

}  // namespace pratique::web
