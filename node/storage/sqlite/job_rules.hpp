// What allow and block lists and the release policy add to a job, in the transaction that makes or undoes it.
#pragma once

#include <cstdint>

#include "node/domain/scope.hpp"
#include "node/storage/job_repository.hpp"
#include "node/storage/sqlite/connection.hpp"

namespace pratique::storage::sqlite {

// For a job whose items and first figures are written:
// The one place where the policy is enforced: items of a release that the caller may not release fail, with the reason; they are never held
// for release, so nothing can hand them over.
// Then the entries wished for, by the header From of the items that remain: each sender (or his domain) once for each recipient (or his
// domain). What is listed already stays as it is and is not the job's. Refused (field "list"): an e-mail user wishes for his domain; a list
// would be full.
[[nodiscard]] base::Result<void> apply_rules(Connection& db, const domain::Scope& scope, std::int64_t job_row, const NewJob& wanted);

// Takes away what apply_rules added for this job, except what was edited by hand since.
[[nodiscard]] base::Result<void> remove_job_entries(Connection& db, std::int64_t job_row);

}  // namespace pratique::storage::sqlite
