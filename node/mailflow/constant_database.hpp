// A table in the format of D. J. Bernstein's cdb, which Postfix reads by itself (cdb_table(5)): no program has to be run, and a
// rename replaces it whole. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <utility>

namespace pratique::mailflow {

using TableRow = std::pair<std::string, std::string>;  // key, value

// The whole file, below 4 GB. Of a key that comes twice, Postfix finds the first.
[[nodiscard]] std::string constant_database(std::span<const TableRow> rows);

}  // namespace pratique::mailflow
