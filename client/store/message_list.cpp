#include "client/store/message_list.hpp"

namespace pratique::store {

const api::MessageSummary* MessageList::row(std::int64_t rank) const {
  if (rank < 0) return nullptr;
  const auto page = pages.find(rank / kPageRows);
  const auto index = static_cast<std::size_t>(rank % kPageRows);
  if (page == pages.end() || index >= page->second.rows.size()) return nullptr;
  return &page->second.rows[index];
}

std::optional<std::int64_t> MessageList::rank_of(const api::MessageId& id) const {
  for (const auto& [number, page] : pages) {
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
      if (page.rows[i].id == id) return number * kPageRows + static_cast<std::int64_t>(i);
    }
  }
  return std::nullopt;
}

}  // namespace pratique::store
