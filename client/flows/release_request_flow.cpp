#include "client/flows/release_request_flow.hpp"

#include <algorithm>

#include "client/requests/idempotency_key.hpp"

namespace pratique::flows {
namespace {

constexpr std::int64_t kShown = 200;

bool may_occur(const api::Me& me) {
  if (me.lists_for_domain || me.role != api::Role::Email) return true;
  return std::ranges::any_of(me.release_rights, [](const auto& right) { return right.second == api::ReleaseRight::Request; });
}

}  // namespace

void ReleaseRequestFlow::show_route() {
  const store::Route& route = context_.state.route;
  if (route.place != store::Place::Requests || !context_.signed_in()) return;
  const auto wanted = api::parse_request_state(route.query);
  if (now().state != wanted) now().page.clear();
  now().state = wanted;
  reload();
}

void ReleaseRequestFlow::reload() {
  if (!context_.signed_in() || context_.state.route.place != store::Place::Requests) return;
  page_.load(
      now().page,
      [&](requests::Done<api::ReleaseRequestPage> done) { return context_.api.release_requests(now().state, kShown, std::move(done)); },
      [this] { context_.changed(); });
  context_.changed();
}

void ReleaseRequestFlow::count_open() {
  if (!context_.signed_in() || !context_.state.session.me || !may_occur(*context_.state.session.me)) return;
  count_ = context_.api.release_requests(api::RequestState::Open, 1, [this](base::Result<api::ReleaseRequestPage> answer) {
    const ports::Pending finished = std::move(count_);
    if (answer) now().open = answer->total;  // a count that did not come is no reason to bother anybody
    context_.changed();
  });
}

void ReleaseRequestFlow::ask(std::vector<api::MessageId> ids, std::string note) {
  if (ids.empty() || ask_) return;
  asking_ = {std::move(ids), std::move(note), 0, std::nullopt};
  for (const api::MessageId& id : asking_.ids) now().asked_for.insert(id);
  ask_next();
  context_.changed();
}

void ReleaseRequestFlow::ask_next() {
  if (asking_.ids.empty()) return asked_all();
  ask_ = context_.api.ask_release({asking_.ids.back(), asking_.note}, requests::new_idempotency_key(),
                                  [this](base::Result<api::ReleaseRequest> answer) {
                                    const ports::Pending finished = std::move(ask_);
                                    if (answer) {
                                      ++asking_.done;
                                    } else {
                                      now().asked_for.erase(asking_.ids.back());
                                      asking_.error = std::move(answer).error();
                                    }
                                    asking_.ids.pop_back();
                                    ask_next();
                                  });
}

void ReleaseRequestFlow::asked_all() {
  if (asking_.error) {
    context_.signals.failed(*std::exchange(asking_.error, std::nullopt));
  } else {
    store::Toast toast;
    toast.kind = store::ToastKind::Notice;
    toast.notice = store::Notice::Asked;
    toast.count = asking_.done;
    context_.signals.notify(std::move(toast));
  }
  reload_open_();
  count_open();
  reload();
}

void ReleaseRequestFlow::decide(const api::RequestId& id, requests::ApiClient::Decision decision, std::string answer) {
  if (!now().busy.insert(id).second) return;
  const auto notice = decision == requests::ApiClient::Decision::Approve ? store::Notice::Approved : store::Notice::Denied;
  decisions_[id] = context_.api.decide_request(id, decision, {std::move(answer)}, requests::new_idempotency_key(),
                                               [this, id, notice](base::Result<api::ReleaseRequest> done) {
                                                 decided(id, notice, done ? std::nullopt : std::optional(std::move(done).error()));
                                               });
  context_.changed();
}

void ReleaseRequestFlow::withdraw(const api::RequestId& id) {
  if (!now().busy.insert(id).second) return;
  decisions_[id] = context_.api.withdraw_request(id, requests::new_idempotency_key(), [this, id](base::Result<std::string> done) {
    decided(id, store::Notice::Withdrawn, done ? std::nullopt : std::optional(std::move(done).error()));
  });
  context_.changed();
}

void ReleaseRequestFlow::decided(const api::RequestId& id, store::Notice notice, std::optional<base::Error> error) {
  const auto finished = decisions_.extract(id);
  now().busy.erase(id);
  if (error) {
    context_.signals.failed(*std::move(error));
  } else {
    store::Toast toast;
    toast.kind = store::ToastKind::Notice;
    toast.notice = notice;
    toast.count = 1;
    context_.signals.notify(std::move(toast));
    if (notice == store::Notice::Approved) context_.signals.mail_changed();
  }
  reload_open_();
  count_open();
  reload();
}

void ReleaseRequestFlow::forget() {
  page_.cancel();
  count_.reset();
  ask_.reset();
  decisions_.clear();
  asking_ = {};
  now() = {};
}

}  // namespace pratique::flows
