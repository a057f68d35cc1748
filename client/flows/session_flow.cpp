#include "client/flows/session_flow.hpp"

namespace pratique::flows {

using store::SessionState;

void SessionFlow::start() {
  const auto kept = context_.ports.storage.get(api::kSessionKey);
  if (!kept) return;
  const auto session = api::decode_kept_session(*kept);
  if (!session || session->expires_at <= context_.ports.clock.wall_now()) {
    context_.ports.storage.erase(api::kSessionKey);
    return;
  }
  context_.state.session.state = SessionState::SignedIn;
  context_.state.session.token = session->token;
  context_.api.use_token(session->token);
  load_me();
}

void SessionFlow::load_me() {
  me_ = context_.api.me([this](base::Result<api::Me> answer) {
    const ports::Pending finished = std::move(me_);
    if (!answer) return;  // 401 came through refused(); without the rest the portal still works
    context_.state.session.me = *std::move(answer);
    listener_.me_known();
    context_.changed();
  });
}

void SessionFlow::sign_in(std::string login, std::string password) {
  store::SessionData& session = context_.state.session;
  session.signing_in = true;
  session.sign_in_error.reset();
  signing_in_ = context_.api.sign_in({std::move(login), std::move(password), false}, [this](base::Result<api::Session> answer) {
    const ports::Pending finished = std::move(signing_in_);
    take_session(std::move(answer));
  });
  context_.changed();
}

void SessionFlow::take_session(base::Result<api::Session> answer) {
  store::SessionData& session = context_.state.session;
  session.signing_in = false;
  if (!answer) {
    session.sign_in_error = std::move(answer).error();
    return context_.changed();
  }
  const bool same = session.me && session.me->id == answer->me.id;
  session.state = SessionState::SignedIn;
  session.token = answer->token;
  session.me = answer->me;
  context_.api.use_token(answer->token);
  context_.ports.storage.set(api::kSessionKey, api::encode(api::KeptSession{answer->token, answer->expires_at}));
  listener_.signed_in(same ? Listener::Person::Same : Listener::Person::Another);
  listener_.me_known();
  context_.changed();
}

void SessionFlow::refused() {
  if (!context_.signed_in()) return;
  // Without anything on screen there is nothing to keep: the sign-in page is the better place.
  const bool nothing_to_keep = !context_.state.session.me && !context_.state.list.total;
  end(nothing_to_keep ? SessionState::SignedOut : SessionState::Expired);
}

void SessionFlow::sign_out() {
  if (!context_.state.session.token.empty()) {
    signing_out_ =
        context_.api.sign_out([this](const base::Result<std::string>&) { const ports::Pending finished = std::move(signing_out_); });
  }
  end(SessionState::SignedOut);
}

void SessionFlow::end(SessionState state) {
  context_.ports.storage.erase(api::kSessionKey);
  context_.state.session.state = state;
  context_.state.session.token.clear();
  context_.api.use_token({});
  if (state == SessionState::SignedOut) {
    me_.reset();
    context_.state.session = {};
    listener_.signed_out();
  }
  context_.changed();
}

}  // namespace pratique::flows
