#include "node/storage/sqlite/trail.hpp"

namespace pratique::storage::sqlite {

base::Result<void> append_trail(Connection& db, std::int64_t delivery_row, const api::TrailEvent& event) {
  return db.run(
      "INSERT INTO trail(delivery_id, position, at, kind, actor, detail)"
      " SELECT ?1, coalesce(max(position), -1) + 1, ?2, ?3, ?4, ?5 FROM trail WHERE delivery_id = ?1",
      {delivery_row, value_of(event.at), event.kind, event.actor, event.detail});
}

}  // namespace pratique::storage::sqlite
