// GET /v1/export?q=&format=: every message that matches, newest first, streamed. At most kExportRowsMax rows; the header
// X-Pratique-Total says how many match. Needs the bearer token like any call. CSV is RFC 4180 with UTF-8 and a byte order mark
// (spreadsheets ask for it), cells that would be formulas defused by a leading apostrophe; JSONL has a MessageSummary a line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pratique::api {

inline constexpr std::int64_t kExportRowsMax = 100'000;

enum class ExportFormat : std::uint8_t { Csv, Jsonl };  // wire: csv, jsonl

[[nodiscard]] std::string_view to_wire(ExportFormat format);
[[nodiscard]] std::optional<ExportFormat> parse_export_format(std::string_view word);
[[nodiscard]] std::string to_export_url(std::string_view query, ExportFormat format);  // "/v1/export?q=…&format=csv"

}  // namespace pratique::api
