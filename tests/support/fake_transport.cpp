#include "tests/support/fake_transport.hpp"

#include <algorithm>
#include <cstdlib>

#include "client/base/text.hpp"

namespace pratique::test {

Answer ok(std::string body) {
  return ports::Response{200, {{"content-type", "application/json"}}, std::move(body)};
}
Answer status(int code, std::string body) {
  return ports::Response{code, {}, std::move(body)};
}
Answer offline() {
  return base::fail(base::ErrorCode::Offline, "The network is away");
}

class FakeTransport::Handle final : public ports::Pending::Call {
 public:
  explicit Handle(std::shared_ptr<Sent> sent) : sent_(std::move(sent)) {}
  ~Handle() override {
    if (!sent_->answered) sent_->aborted = true;
  }

 private:
  std::shared_ptr<Sent> sent_;
};

std::string FakeTransport::Sent::header(std::string_view name) const {
  for (const ports::Header& header : request.headers) {
    if (base::equals_ignoring_ascii_case(header.name, name)) return header.value;
  }
  return {};
}

ports::Pending FakeTransport::keep(std::shared_ptr<Sent> sent) {
  sent_.push_back(sent);
  return ports::Pending(std::make_unique<Handle>(std::move(sent)));
}

ports::Pending FakeTransport::send(ports::Request request, base::UniqueFunction<void(Answer)> done) {
  auto sent = std::make_shared<Sent>();
  sent->request = std::move(request);
  sent->done = std::move(done);
  return keep(std::move(sent));
}

ports::Pending FakeTransport::stream(ports::Request request, StreamHandler handler) {
  auto sent = std::make_shared<Sent>();
  sent->request = std::move(request);
  sent->stream = std::move(handler);
  return keep(std::move(sent));
}

std::shared_ptr<FakeTransport::Sent> FakeTransport::next_free() const {
  for (const auto& sent : sent_) {
    if (sent->answered || sent->aborted || sent->stream) continue;
    const bool held = std::ranges::any_of(held_, [&](const std::string& prefix) { return sent->line().starts_with(prefix); });
    if (!held) return sent;
  }
  return nullptr;
}

Answer FakeTransport::judge(const Sent& sent) {
  for (auto rule = rules_.begin(); rule != rules_.end(); ++rule) {
    if (!sent.line().starts_with(rule->prefix) || --rule->nth > 0) continue;
    Answer answer = std::move(rule->answer);
    rules_.erase(rule);
    return answer;
  }
  return server_(sent.request);
}

void FakeTransport::finish(const std::shared_ptr<Sent>& sent, Answer answer) {
  sent->answered = true;
  auto done = std::move(sent->done);  // the callback may drop the call
  done(std::move(answer));
}

void FakeTransport::deliver() {
  for (int round = 0; round < 100'000; ++round) {
    const auto sent = next_free();
    if (!sent) return;
    finish(sent, judge(*sent));
  }
  std::abort();  // the client asks without end
}

void FakeTransport::fail_nth(std::string prefix, int nth, Answer answer) {
  rules_.push_back({std::move(prefix), nth, std::move(answer)});
}

void FakeTransport::answer(std::string_view prefix, Answer answer) {
  for (const auto& sent : sent_) {
    if (sent->answered || sent->aborted || sent->stream || !sent->line().starts_with(prefix)) continue;
    return finish(std::shared_ptr(sent), std::move(answer));
  }
  std::abort();  // the test waits for a request that was not made
}

std::vector<const FakeTransport::Sent*> FakeTransport::sent(std::string_view prefix) const {
  std::vector<const Sent*> out;
  for (std::size_t i = first_counted_; i < sent_.size(); ++i) {
    if (sent_[i]->line().starts_with(prefix)) out.push_back(sent_[i].get());
  }
  return out;
}

std::vector<const FakeTransport::Sent*> FakeTransport::waiting(std::string_view prefix) const {
  std::vector<const Sent*> out;
  for (const auto& sent : sent_) {
    if (!sent->answered && !sent->aborted && !sent->stream && sent->line().starts_with(prefix)) out.push_back(sent.get());
  }
  return out;
}

void FakeTransport::forget_sent() {
  std::erase_if(sent_, [](const auto& sent) { return sent->answered || sent->aborted; });
  first_counted_ = sent_.size();
}

std::shared_ptr<FakeTransport::Sent> FakeTransport::open_stream() const {
  for (auto sent = sent_.rbegin(); sent != sent_.rend(); ++sent) {
    if ((*sent)->stream && !(*sent)->answered && !(*sent)->aborted) return *sent;
  }
  return nullptr;
}

std::size_t FakeTransport::streams() const {
  return static_cast<std::size_t>(std::ranges::count_if(sent_, [](const auto& sent) { return sent->stream.has_value(); }));
}

std::string FakeTransport::stream_header(std::string_view name) const {
  const auto open = open_stream();
  return open ? open->header(name) : std::string();
}

void FakeTransport::stream_head(int code, std::vector<ports::Header> headers) {
  const auto open = open_stream();
  if (!open) std::abort();
  open->stream->head(ports::Response{code, std::move(headers), {}});
}

void FakeTransport::stream_bytes(std::string_view bytes) {
  const auto open = open_stream();
  if (!open) std::abort();
  open->stream->chunk(bytes);
}

void FakeTransport::stream_close(base::Result<void> end) {
  const auto open = open_stream();
  if (!open) std::abort();
  open->answered = true;
  open->stream->closed(std::move(end));
}

}  // namespace pratique::test
