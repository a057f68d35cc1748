// One question in the air per remote value. Asking again, or leaving, drops the one before, so that a late answer can never
// overwrite a newer one. Owned by the flow whose value it fills.
#pragma once

#include "client/ports/transport.hpp"
#include "client/requests/api_client.hpp"
#include "client/store/remote.hpp"

namespace pratique::requests {

template <class T>
class RequestSlot {
 public:
  // `send` takes a Done<T> and gives the Pending; `then` runs after `remote` has the answer. `remote` must outlive the slot's use.
  template <class Send, class Then>
  void load(store::Remote<T>& remote, Send send, Then then) {
    remote.start();
    pending_ = send(Done<T>([this, &remote, then = std::move(then)](base::Result<T> answer) mutable {
      const ports::Pending finished = std::move(pending_);  // lives until the end of this callback
      if (answer) {
        remote.succeed(*std::move(answer));
      } else {
        remote.fail(std::move(answer).error());
      }
      then();
    }));
  }
  void cancel() { pending_.reset(); }
  [[nodiscard]] bool busy() const { return static_cast<bool>(pending_); }

 private:
  ports::Pending pending_;
};

}  // namespace pratique::requests
