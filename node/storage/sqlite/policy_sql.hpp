// The release policy as SQL: the one condition by which actions, selections and previews tell what a caller may release himself.
// `db` is inside a transaction of the caller's.
#pragma once

#include <string>
#include <string_view>

#include "client/api/session.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

// Classes that domain::is_held_despite_lists names, as numbers for IN ().
inline constexpr std::string_view kClassesHeldDespiteLists = "1,2,4";

// On delivery (its columns domain_id and class), numbers only and so safe to write into SQL: the role's api::ReleaseRight as an expression,
// and the condition that it is Self.
[[nodiscard]] base::Result<std::string> release_right_sql(Connection& db, api::Role role);
[[nodiscard]] base::Result<std::string> releasable_sql(Connection& db, api::Role role);

}  // namespace pratique::storage::sqlite
