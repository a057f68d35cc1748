// What is asked of the node for a route: the reader's query with what the place and his settings imply. Pure.
#pragma once

#include <string>

#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "client/store/app_state.hpp"

namespace pratique::flows {

struct ListQueries {
  std::string list;        // canonical, with status:quarantined in the quarantine unless the reader named a status
  std::string histogram;   // the same without the dates that the histogram itself sets; in the log also without the statuses
  std::string matching;    // what "all that match" means: of a grouped wave every message, not the one row shown
  bool plain = false;      // nothing but what the place implies
  bool held_only = false;  // status:quarantined is implied: a row of another status does not belong
  bool operator==(const ListQueries&) const = default;
};

// BadInput with field "q" and the byte range in `detail` when the query has an error.
enum class Waves : std::uint8_t { Apart, Grouped };  // Grouped: the newest message of each, unless the query names a wave
[[nodiscard]] base::Result<ListQueries> list_queries(const store::Route& route, Waves waves, base::WallTime now, int zone_offset_minutes);

}  // namespace pratique::flows
