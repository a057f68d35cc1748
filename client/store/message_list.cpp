#include "client/store/message_list.hpp"

#include <algorithm>

#include "client/api/query.hpp"
#include "client/base/text.hpp"

namespace pratique::store {

bool Selection::contains(const api::MessageSummary& row) const {
  if (!all) return ids.contains(row.id);
  if (all->except.contains(row.id)) return false;
  if (all->left_out.empty()) return true;
  // As `from:` means it: somewhere in name or address.
  const std::string from = base::to_lower_ascii(row.header_from.name + ' ' + row.header_from.address);
  return std::ranges::none_of(all->left_out, [&](const api::SelectionSender& sender) {
    return from.find(base::to_lower_ascii(sender.sender.address)) != std::string::npos;
  });
}

std::string asked_query(const AllMatching& all) {
  std::string query = all.query;
  for (const api::SelectionSender& sender : all.left_out) {
    api::query::Node term;
    term.kind = api::query::Node::Kind::Term;
    term.term.field = api::query::Field::From;
    term.term.values = {sender.sender.address};
    term.term.negated = true;
    query += query.empty() ? "" : " ";
    query += api::query::print(term);
  }
  return query;
}

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
