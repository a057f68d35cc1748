// The release policy applied to a caller: one message, or what holds for all of his mail. Any thread; reads storage.
// Jobs apply the same policy row by row in storage (sqlite/policy_sql.hpp).
#pragma once

#include <map>
#include <span>
#include <string>

#include "client/api/message.hpp"
#include "client/base/result.hpp"
#include "node/domain/scope.hpp"
#include "node/storage/storage.hpp"

namespace pratique::jobs {

[[nodiscard]] base::Result<api::ReleaseRight> release_right(storage::Storage& storage, const domain::Scope& scope,
                                                            const api::MessageSummary& message);

// Of several domains the strictest counts, so that nothing is promised that one of them refuses; classes that are Self are left out.
// Where a policy cannot be read, the built-in one: this is for showing, the node checks each message again.
[[nodiscard]] std::map<api::MessageClass, api::ReleaseRight> release_rights(storage::Storage& storage, api::Role role,
                                                                            std::span<const std::string> domains);

}  // namespace pratique::jobs
