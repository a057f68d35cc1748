#include "client/store/reports.hpp"

#include <algorithm>

namespace pratique::store {

std::int64_t message_count(const ReportFile& file) {
  if (!file.read) return 0;
  return std::ranges::count_if(file.read->items, [](const api::ReadMessage& item) { return item.problem.empty(); });
}

bool is_sending(const Reports& reports) {
  return std::ranges::any_of(reports.files, [](const ReportFile& file) {
    return file.step == ReportFile::Step::Queued || file.step == ReportFile::Step::Sending;
  });
}

}  // namespace pratique::store
