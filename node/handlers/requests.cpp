#include "node/handlers/requests.hpp"

#include <limits>

#include "client/api/release_request.hpp"
#include "node/domain/note.hpp"
#include "node/domain/release_policy.hpp"
#include "node/handlers/query_text.hpp"
#include "node/jobs/release_rights.hpp"

namespace pratique::handlers {
namespace {

using api::ReleaseRight;
using api::RequestState;
using base::ErrorCode;

constexpr std::int64_t kPageDefault = 50;
constexpr std::int64_t kPageMax = 200;

api::RequestId id_of(const Request& request) {
  return {request.path_value("id")};
}

// Who decides is who could release the message himself; people never decide about their own mailbox.
base::Result<bool> decides(Services& services, const domain::Scope& scope, const api::MessageSummary& message) {
  if (scope.role == api::Role::Email) return false;
  TRY(const ReleaseRight right, jobs::release_right(services.storage, scope, message));
  return right == ReleaseRight::Self;
}

base::Result<void> fill_may_decide(Services& services, const domain::Scope& scope, api::ReleaseRequest& request) {
  if (request.state != RequestState::Open || request.message.status != api::Status::Quarantined) return {};
  TRY(request.may_decide, decides(services, scope, request.message));
  return {};
}

Answer shown(Services& services, const Request& request, api::ReleaseRequest found, int status = 200) {
  TRY_VOID(fill_may_decide(services, request.scope(), found));
  return json_response(api::encode(found), status);
}

base::Result<api::ReleaseRequest> to_decide(Services& services, const Request& request) {
  TRY(api::ReleaseRequest found, services.storage.requests().find(request.scope(), id_of(request)));
  TRY(const bool is_decider, decides(services, request.scope(), found.message));
  if (!is_decider) return base::fail(ErrorCode::Refused, "You cannot decide about this request");
  return found;
}

}  // namespace

Answer list_requests(Services& services, const Request& request) {
  storage::RequestQuery query;
  if (const std::string word = request.query_value("state"); !word.empty()) {
    query.state = api::parse_request_state(word);
    if (!query.state) return base::fail(ErrorCode::BadInput, "A request is open, approved, denied or withdrawn", "state");
  }
  TRY(query.limit, number_in_query(request, "limit", kPageDefault, 1, kPageMax));
  TRY(query.offset, number_in_query(request, "offset", 0, 0, std::numeric_limits<std::int64_t>::max()));
  TRY(api::ReleaseRequestPage page, services.storage.requests().list(request.scope(), query));
  for (api::ReleaseRequest& item : page.items) TRY_VOID(fill_may_decide(services, request.scope(), item));
  return json_response(api::encode(page));
}

Answer make_request(Services& services, const Request& request) {
  TRY(api::NewReleaseRequest wanted, api::decode_new_release_request(request.body));
  TRY(wanted.note, domain::normal_note(wanted.note, "note"));
  auto stored = services.storage.messages().find(request.scope(), wanted.message_id);
  if (!stored && stored.error().code == ErrorCode::NotFound) stored.error().field = "message_id";
  TRY(const storage::StoredDelivery found, std::move(stored));
  if (found.summary.status != api::Status::Quarantined)
    return base::fail(ErrorCode::Refused, "This message is not held any more", "message_id");
  TRY(const ReleaseRight right, jobs::release_right(services.storage, request.scope(), found.summary));
  if (right == ReleaseRight::Self) return base::fail(ErrorCode::Refused, "You may release this message yourself", "message_id");
  if (right == ReleaseRight::Nobody) return base::fail(ErrorCode::Refused, std::string(domain::refusal_of(right)), "message_id");
  TRY(api::ReleaseRequest made, services.storage.requests().add(request.scope(), wanted, services.clock.wall_now()));
  return shown(services, request, std::move(made), 201);
}

Answer approve_request(Services& services, const Request& request) {
  TRY(const api::ReleaseRequest found, to_decide(services, request));
  if (found.state == RequestState::Open && found.message.status != api::Status::Quarantined)
    return base::fail(ErrorCode::Refused, "This message is not held any more");
  TRY(api::ReleaseRequest approved,
      services.storage.requests().close(request.scope(), found.id, RequestState::Approved, {}, services.clock.wall_now()));
  const auto job = services.jobs.start(request.scope(), {.action = api::Action::Release, .ids = {found.message.id}}, nullptr);
  if (!job) {
    TRY_VOID(services.storage.requests().reopen(request.scope(), found.id, services.clock.wall_now()));
    return std::unexpected(job.error());
  }
  TRY(approved, services.storage.requests().find(request.scope(), found.id));  // its message is pending by now
  return shown(services, request, std::move(approved));
}

Answer deny_request(Services& services, const Request& request) {
  api::RequestAnswer answer;
  if (!request.body.empty()) {
    TRY(answer, api::decode_request_answer(request.body));
  }
  TRY(answer.answer, domain::normal_note(answer.answer, "answer"));
  TRY(const api::ReleaseRequest found, to_decide(services, request));
  TRY(api::ReleaseRequest denied,
      services.storage.requests().close(request.scope(), found.id, RequestState::Denied, answer.answer, services.clock.wall_now()));
  return shown(services, request, std::move(denied));
}

Answer withdraw_request(Services& services, const Request& request) {
  TRY(api::ReleaseRequest withdrawn,
      services.storage.requests().close(request.scope(), id_of(request), RequestState::Withdrawn, {}, services.clock.wall_now()));
  return shown(services, request, std::move(withdrawn));
}

}  // namespace pratique::handlers
