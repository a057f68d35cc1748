// Rows of `report`: read with the message and the allow entry that they name, where the caller may see those. `db` is inside a transaction
// of the caller's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "node/storage/report_repository.hpp"
#include "node/storage/sqlite/connection.hpp"
#include "node/storage/sqlite/delivery_row.hpp"

namespace pratique::storage::sqlite {

struct StoredReport {
  api::Report report;
  std::string mailbox;
  std::string blob_sha256;  // empty: not kept (any more)
};

// The place of an outcome in api::kReportOutcomes, which is what the disk has.
[[nodiscard]] Value outcome_code(std::string_view outcome);

// SELECT … FROM report WHERE `condition`, which ends with any ORDER BY and LIMIT.
[[nodiscard]] base::Result<std::vector<StoredReport>> load_reports(Connection& db, const domain::Scope& scope, std::string_view condition,
                                                                   const Values& values);

}  // namespace pratique::storage::sqlite
