#include "node/storage/sqlite/request_repository.hpp"

#include <algorithm>

#include "node/storage/sqlite/outbox.hpp"
#include "node/storage/sqlite/rows.hpp"
#include "node/storage/sqlite/trail.hpp"

namespace pratique::storage::sqlite {
namespace {

using api::RequestState;
using base::ErrorCode;
using base::fail;

static_assert(static_cast<int>(RequestState::Open) == 0 && static_cast<int>(RequestState::Withdrawn) == 3);  // on people's disks

constexpr std::int64_t kPageMax = 200;

struct Stored {
  api::ReleaseRequest request;
  std::int64_t delivery_row = 0;
  std::int64_t account_id = 0;
};

base::Result<std::vector<Stored>> load(Connection& db, const ScopeFilter& scope, const std::string& condition, const Values& values) {
  std::vector<Stored> out;
  {
    TRY(Rows rows, db.query("SELECT id, delivery_id, account_id, asked_by, asked_at, note, state, decided_by, decided_at, answer"
                            " FROM release_request WHERE " +
                                scope.predicate() + " AND " + condition,
                            values));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      Stored one{.request = {}, .delivery_row = rows.integer(1), .account_id = rows.integer(2)};
      one.request.id = request_id_of(rows.integer(0));
      one.request.asked_by = rows.text(3);
      one.request.asked_at = rows.time(4);
      one.request.note = rows.text(5);
      one.request.state = enum_of<RequestState>(rows.integer(6));
      one.request.decided_by = rows.text(7);
      one.request.decided_at = rows.optional_time(8);
      one.request.answer = rows.text(9);
      out.push_back(std::move(one));
    }
  }
  for (Stored& one : out) {
    TRY(one.request.message, load_summary(db, scope, one.delivery_row));
  }
  return out;
}

base::Result<Stored> load_one(Connection& db, const domain::Scope& scope, std::int64_t row) {
  TRY(const ScopeFilter filter, resolve(db, scope));
  TRY(auto found, load(db, filter, "id = ?", {row}));
  if (found.empty()) return fail(ErrorCode::NotFound, "This request is not there");
  return std::move(found.front());
}

base::Result<void> record(Writing& writing, const domain::Scope& scope, std::int64_t delivery_row, std::string kind,
                          const std::string& words, base::WallTime at) {
  TRY_VOID(append_trail(writing.db, delivery_row, {at, std::move(kind), scope.actor, words}));
  writing.wrote_events = true;
  return write_message_event(writing.db, api::EventKind::MessageChanged, delivery_row);
}

std::string trail_kind(RequestState to) {
  return "request_" + std::string(api::to_wire(to));
}

}  // namespace

base::Result<api::ReleaseRequestPage> SqliteRequestRepository::list(const domain::Scope& scope, const RequestQuery& query) const {
  return database_.read([&](Connection& db) -> base::Result<api::ReleaseRequestPage> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    const std::string in_state = query.state ? "state = " + std::to_string(static_cast<int>(*query.state)) : "1";
    api::ReleaseRequestPage page;
    TRY(page.total, db.integer("SELECT count(*) FROM release_request WHERE " + filter.predicate() + " AND " + in_state));
    page.offset = std::clamp<std::int64_t>(query.offset, 0, page.total);
    TRY(auto found, load(db, filter, in_state + " ORDER BY id DESC LIMIT ? OFFSET ?",
                         {std::clamp<std::int64_t>(query.limit, 1, kPageMax), page.offset}));
    for (Stored& one : found) page.items.push_back(std::move(one.request));
    return page;
  });
}

base::Result<api::ReleaseRequest> SqliteRequestRepository::find(const domain::Scope& scope, const api::RequestId& id) const {
  return database_.read([&](Connection& db) -> base::Result<api::ReleaseRequest> {
    TRY(Stored found, load_one(db, scope, row_of(id)));
    return std::move(found.request);
  });
}

base::Result<api::ReleaseRequest> SqliteRequestRepository::add(const domain::Scope& scope, const api::NewReleaseRequest& request,
                                                               base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<api::ReleaseRequest> {
    Connection& db = writing.db;
    TRY(const ScopeFilter filter, resolve(db, scope));
    const std::int64_t delivery_row = row_of(request.message_id);
    TRY_VOID(load_summary(db, filter, delivery_row));
    TRY(auto open, load(db, filter, "delivery_id = ? AND state = 0", {delivery_row}));
    if (!open.empty()) return std::move(open.front().request);
    TRY_VOID(
        db.run("INSERT INTO release_request(delivery_id, recipient_id, domain_id, account_id, asked_by, asked_at, note, state, decided_by,"
               " decided_at, answer) SELECT id, recipient_id, domain_id, ?, ?, ?, ?, 0, '', NULL, '' FROM delivery WHERE id = ?",
               {scope.user_id, scope.actor, value_of(at), request.note, delivery_row}));
    const std::int64_t row = db.last_id();
    TRY_VOID(record(writing, scope, delivery_row, "request_made", request.note, at));
    TRY(Stored added, load_one(db, scope, row));
    return std::move(added.request);
  });
}

base::Result<api::ReleaseRequest> SqliteRequestRepository::close(const domain::Scope& scope, const api::RequestId& id, RequestState to,
                                                                 const std::string& answer, base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<api::ReleaseRequest> {
    TRY(const Stored before, load_one(writing.db, scope, row_of(id)));
    if (to == RequestState::Withdrawn && before.account_id != scope.user_id)
      return fail(ErrorCode::Refused, "Only " + before.request.asked_by + ", who asked, can take this back");
    if (before.request.state != RequestState::Open) return fail(ErrorCode::Conflict, "This request has been dealt with already");
    TRY_VOID(writing.db.run("UPDATE release_request SET state = ?, decided_by = ?, decided_at = ?, answer = ? WHERE id = ?",
                            {code_of(to), scope.actor, value_of(at), answer, row_of(id)}));
    TRY_VOID(record(writing, scope, before.delivery_row, trail_kind(to), answer, at));
    TRY(Stored after, load_one(writing.db, scope, row_of(id)));
    return std::move(after.request);
  });
}

base::Result<void> SqliteRequestRepository::reopen(const domain::Scope& scope, const api::RequestId& id, base::WallTime at) {
  return database_.write([&](Writing& writing) -> base::Result<void> {
    TRY(const Stored before, load_one(writing.db, scope, row_of(id)));
    if (before.request.state != RequestState::Approved) return fail(ErrorCode::Conflict, "This request has been dealt with already");
    TRY_VOID(
        writing.db.run("UPDATE release_request SET state = 0, decided_by = '', decided_at = NULL, answer = '' WHERE id = ?", {row_of(id)}));
    return record(writing, scope, before.delivery_row, trail_kind(RequestState::Open), {}, at);
  });
}

base::Result<std::optional<RequestState>> SqliteRequestRepository::newest_state(const domain::Scope& scope,
                                                                                const api::MessageId& message) const {
  return database_.read([&](Connection& db) -> base::Result<std::optional<RequestState>> {
    TRY(const ScopeFilter filter, resolve(db, scope));
    TRY(Rows rows,
        db.query("SELECT state FROM release_request WHERE " + filter.predicate() + " AND delivery_id = ? ORDER BY id DESC LIMIT 1",
                 {row_of(message)}));
    TRY(const bool found, rows.next());
    return found ? std::optional(enum_of<RequestState>(rows.integer(0))) : std::nullopt;
  });
}

}  // namespace pratique::storage::sqlite
