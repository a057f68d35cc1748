// Values as readers see them: times relative to now, sizes, scores, day headings. All through the catalogue's locale.
// Pure but for the locale port; UI thread.
#pragma once

#include <cstdint>
#include <string>

#include "client/base/clock.hpp"
#include "ui/strings/catalog.hpp"

namespace pratique::strings {

// Days since 1 January 1970 in the reader's zone.
[[nodiscard]] std::int64_t local_day(const ports::Localisation& localisation, base::WallTime at);
// The first instant of such a day, as UTC.
[[nodiscard]] base::WallTime start_of_day(const ports::Localisation& localisation, std::int64_t day);

// "10:21" today, "Sun 22:14" in the six days before, "14 Nov" in this year, else "14 Nov 2025".
[[nodiscard]] std::string row_time(const Catalog& catalog, base::WallTime at, base::WallTime now);
// "10:21:07", where the day stands elsewhere.
[[nodiscard]] std::string exact_time(const Catalog& catalog, base::WallTime at);
[[nodiscard]] std::string full_time(const Catalog& catalog, base::WallTime at);  // "Mon 23 Nov 2026, 10:21"
// "Today", "Yesterday", "Monday 23 November", and the year if it is another.
[[nodiscard]] std::string day_heading(const Catalog& catalog, std::int64_t day, base::WallTime now);

[[nodiscard]] std::string size(const Catalog& catalog, std::int64_t bytes);     // "48 KB", "1.2 MB": 1 KB = 1,000 B
[[nodiscard]] std::string score(const Catalog& catalog, double value);          // "6.4"
[[nodiscard]] std::string signed_weight(const Catalog& catalog, double value);  // "+5.0", "−0.8", with U+2212
[[nodiscard]] std::string number(const Catalog& catalog, std::int64_t value);   // "1,284"

}  // namespace pratique::strings
