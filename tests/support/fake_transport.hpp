// A network in the test's hand. Requests are answered by whoever the test says, when it says so: `deliver` answers what is not held.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/ports/transport.hpp"

namespace pratique::test {

using Answer = base::Result<ports::Response>;
[[nodiscard]] Answer ok(std::string body);
[[nodiscard]] Answer status(int code, std::string body = {});
[[nodiscard]] Answer offline();

class FakeTransport final : public ports::Transport {
 public:
  struct Sent {  // one request, from sending to its answer or abort
    ports::Request request;
    bool answered = false;
    bool aborted = false;
    [[nodiscard]] std::string line() const { return request.method + " " + request.path; }
    [[nodiscard]] std::string header(std::string_view name) const;

    base::UniqueFunction<void(Answer)> done;
    std::optional<StreamHandler> stream;
  };
  using Server = std::function<Answer(const ports::Request&)>;

  explicit FakeTransport(Server server) : server_(std::move(server)) {}
  [[nodiscard]] ports::Pending send(ports::Request request, base::UniqueFunction<void(Answer)> done) override;
  [[nodiscard]] ports::Pending stream(ports::Request request, StreamHandler handler) override;

  // Answers everything not held, also what is asked meanwhile, until nothing is left.
  void deliver();
  // Requests whose "METHOD /path" begins so wait until released; the newest rule first.
  void hold(std::string prefix) { held_.push_back(std::move(prefix)); }
  void release_all() { held_.clear(); }
  // The nth request from now on that begins so (1 = the next) gets this answer instead.
  void fail_nth(std::string prefix, int nth, Answer answer);
  // Answers one waiting request now, whatever the rules say; the oldest that begins so.
  void answer(std::string_view prefix, Answer answer);

  [[nodiscard]] std::vector<const Sent*> sent(std::string_view prefix) const;     // all ever, oldest first
  [[nodiscard]] std::vector<const Sent*> waiting(std::string_view prefix) const;  // neither answered nor aborted
  [[nodiscard]] std::size_t count(std::string_view prefix) const { return sent(prefix).size(); }
  void forget_sent();  // counts start anew; what waits goes on waiting

  // The newest open stream.
  [[nodiscard]] bool has_stream() const { return open_stream() != nullptr; }
  [[nodiscard]] std::size_t streams() const;  // ever opened
  [[nodiscard]] std::string stream_header(std::string_view name) const;
  void stream_head(int code, std::vector<ports::Header> headers = {{"content-type", "text/event-stream"}});
  void stream_bytes(std::string_view bytes);
  void stream_close(base::Result<void> end = {});

 private:
  class Handle;
  struct Rule {
    std::string prefix;
    int nth;
    Answer answer;
  };
  [[nodiscard]] std::shared_ptr<Sent> open_stream() const;
  [[nodiscard]] std::shared_ptr<Sent> next_free() const;
  [[nodiscard]] Answer judge(const Sent& sent);
  void finish(const std::shared_ptr<Sent>& sent, Answer answer);
  ports::Pending keep(std::shared_ptr<Sent> sent);

  Server server_;
  std::vector<std::shared_ptr<Sent>> sent_;
  std::vector<std::string> held_;
  std::vector<Rule> rules_;
  std::size_t first_counted_ = 0;
};

}  // namespace pratique::test
