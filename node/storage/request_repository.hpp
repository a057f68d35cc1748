// Requests for release. Any thread; every call is one transaction, which writes the trail and the event of the message, too.
// A request is where its message is: outside the scope it is NotFound.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "client/api/release_request.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"

namespace pratique::storage {

struct RequestQuery {
  std::optional<api::RequestState> state;
  std::int64_t offset = 0;
  std::int64_t limit = 50;  // 1 to 200
};

class RequestRepository {
 public:
  virtual ~RequestRepository() = default;
  // `may_decide` is left false: it depends on the policy.
  [[nodiscard]] virtual base::Result<api::ReleaseRequestPage> list(const domain::Scope& scope, const RequestQuery& query) const = 0;
  [[nodiscard]] virtual base::Result<api::ReleaseRequest> find(const domain::Scope& scope, const api::RequestId& id) const = 0;
  // The open one when there is one.
  [[nodiscard]] virtual base::Result<api::ReleaseRequest> add(const domain::Scope& scope, const api::NewReleaseRequest& request,
                                                              base::WallTime at) = 0;
  // Open → approved or denied, or (by the asker only, else Refused) withdrawn; Conflict when it is not open any more.
  [[nodiscard]] virtual base::Result<api::ReleaseRequest> close(const domain::Scope& scope, const api::RequestId& id, api::RequestState to,
                                                                const std::string& answer, base::WallTime at) = 0;
  // Approved → open again: the release could not be begun.
  [[nodiscard]] virtual base::Result<void> reopen(const domain::Scope& scope, const api::RequestId& id, base::WallTime at) = 0;
  // Of the newest request for a message in scope.
  [[nodiscard]] virtual base::Result<std::optional<api::RequestState>> newest_state(const domain::Scope& scope,
                                                                                    const api::MessageId& message) const = 0;
};

}  // namespace pratique::storage
