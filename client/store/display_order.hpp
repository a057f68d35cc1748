// The order in which held mail is shown: as the node sorts it, but with the first few that are worth a look pulled to the top.
// Display positions count rows as shown, from 0; ranks count them as the node sorts them. Plain value, made anew when asked.
#pragma once

#include <cstdint>
#include <vector>

#include "client/store/app_state.hpp"

namespace pratique::store {

inline constexpr std::size_t kMaxWorthALook = 5;

class DisplayOrder {
 public:
  explicit DisplayOrder(const AppState& state);

  [[nodiscard]] const std::vector<std::int64_t>& pulled() const { return pulled_; }  // ranks, ascending
  [[nodiscard]] std::int64_t pulled_before(std::int64_t rank) const;
  [[nodiscard]] std::int64_t rank_of(std::int64_t display) const;  // display >= 0
  [[nodiscard]] std::int64_t display_of(std::int64_t rank) const;

 private:
  std::vector<std::int64_t> pulled_;
};

}  // namespace pratique::store
