// Which row and heading of the held-mail list stands where, for a list of which only a window is loaded. Headings need no loaded
// rows: the histogram tells how many messages each day has. Rows worth a look stand on top (store::DisplayOrder). Plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "client/ports/platform.hpp"
#include "client/store/app_state.hpp"
#include "client/store/display_order.hpp"

namespace pratique::views {

enum class SectionKind : std::uint8_t { WorthALook, Day };

// Display positions count rows as drawn, from 0; ranks count them as the node sorts them.
struct Section {
  SectionKind kind = SectionKind::Day;
  std::int64_t day = 0;    // local_day of its messages; 0 for WorthALook
  std::int64_t first = 0;  // display position of its first row
  std::int64_t count = 0;
  bool operator==(const Section&) const = default;
};

class ListLayout {
 public:
  ListLayout(const store::AppState& state, const ports::Localisation& localisation);

  [[nodiscard]] std::int64_t rows() const { return total_; }
  [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }
  [[nodiscard]] const std::vector<std::int64_t>& pulled() const { return order_.pulled(); }
  [[nodiscard]] std::int64_t rank_of(std::int64_t display) const { return order_.rank_of(display); }
  [[nodiscard]] std::int64_t display_of(std::int64_t rank) const { return order_.display_of(rank); }

 private:
  void add_days_of_histogram(const store::AppState& state, const ports::Localisation& localisation);
  void add_days_of_rows(const store::MessageList& list, const ports::Localisation& localisation);
  void add_day(std::int64_t day, std::int64_t first_rank, std::int64_t count);

  std::int64_t total_ = 0;
  store::DisplayOrder order_;
  std::vector<Section> sections_;
};

}  // namespace pratique::views
