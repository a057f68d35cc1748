// Comma-separated values, RFC 4180, as people's table programs write and read them. Total for any bytes; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"

namespace pratique::domain {

struct CsvRow {
  std::int64_t line = 1;  // of the file, where the row begins; from 1
  std::vector<std::string> cells;
};

struct CsvLimits {
  std::size_t rows = 10'000;
  std::size_t cell_bytes = 4'096;
};

// Rows without those that are empty. A byte order mark is skipped; lines end with CRLF or LF. BadInput ("Line 3, column 2: …", field
// "file") for text that is not UTF-8, quotes in the wrong place, and beyond the limits. Columns are cells, counted from 1.
[[nodiscard]] base::Result<std::vector<CsvRow>> parse_csv(std::string_view text, CsvLimits limits = {});

[[nodiscard]] std::unexpected<base::Error> csv_error(std::int64_t line, std::size_t column, const std::string& why);

// One row with its CRLF. Cells that a table program would take for a formula get an apostrophe before them.
[[nodiscard]] std::string csv_row(const std::vector<std::string>& cells);

// Takes off the apostrophe that csv_row put on; other text stays.
[[nodiscard]] std::string without_formula_mark(std::string_view cell);

}  // namespace pratique::domain
