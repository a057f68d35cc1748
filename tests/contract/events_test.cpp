#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/api/event.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

// A client of /v1/events on a socket of its own.
class Stream {
 public:
  explicit Stream(const Person& person, const std::string& last_event_id = {}) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{
        .sin_family = AF_INET, .sin_port = htons(contract_node().port()), .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    std::string request = "GET /v1/events HTTP/1.1\r\nHost: node.example\r\nAuthorization: Bearer " + person.token + "\r\n";
    if (!last_event_id.empty()) request += "Last-Event-ID: " + last_event_id + "\r\n";
    request += "\r\n";
    REQUIRE(::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size()));
    while (head_.find("\r\n\r\n") == std::string::npos) REQUIRE(read_into(head_));
    const auto end = head_.find("\r\n\r\n") + 4;
    take(head_.substr(end));
    head_.resize(end);
  }
  ~Stream() { ::close(socket_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  [[nodiscard]] const std::string& head() const { return head_; }
  // The first event that is wanted, within ten seconds; those before it are kept in `seen`.
  std::optional<api::Event> wait_for(const std::function<bool(const api::Event&)>& is_wanted) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < until) {
      const auto found = std::ranges::find_if(seen, is_wanted);
      if (found != seen.end()) return *found;
      std::string bytes;
      if (!read_into(bytes)) return std::nullopt;
      take(bytes);
    }
    return std::nullopt;
  }
  [[nodiscard]] bool is_ended() {
    std::string bytes;
    return !read_into(bytes);
  }
  std::vector<api::Event> seen;

 private:
  bool read_into(std::string& to) {
    pollfd descriptor{.fd = socket_, .events = POLLIN, .revents = 0};
    if (poll(&descriptor, 1, 10'000) <= 0) return false;
    char bytes[16384];
    const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    to.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  void take(const std::string& bytes) {
    for (api::Event& event : decoder_.feed(bytes)) seen.push_back(std::move(event));
  }

  int socket_ = -1;
  std::string head_;
  api::EventDecoder decoder_;
};

bool is_arrival_of(const api::Event& event, const api::MessageId& id) {
  return event.kind == api::EventKind::MessageArrived && event.message && event.message->id == id;
}

}  // namespace

TEST_CASE("What happens in a person's mail is told as it happens, and nothing of anybody else's", "[events]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const Person ann = node.make_reader("ann@" + domain);
  const Person bob = node.make_reader("bob@" + domain);
  Stream stream(ann);
  CHECK(stream.head().starts_with("HTTP/1.1 200 "));
  CHECK(stream.head().find("Content-Type: text/event-stream\r\n") != std::string::npos);
  CHECK(stream.head().find("Cache-Control: no-store\r\n") != std::string::npos);

  const auto bobs = node.hold(bob.login, plain_mail(bob.login));
  const auto anns = node.hold(ann.login, plain_mail(ann.login));
  CHECK(stream.wait_for([&](const api::Event& event) { return is_arrival_of(event, anns); }));
  const HttpReply reply = node.post(ann, "/v1/actions", api::encode(api::ActionRequest{.action = api::Action::Remove, .ids = {anns}}));
  const auto job = api::decode_job(reply.body);
  REQUIRE(job);
  CHECK(stream.wait_for([&](const api::Event& event) {
    return event.kind == api::EventKind::MessageChanged && event.message && event.message->status == api::Status::Removed;
  }));
  CHECK(stream.wait_for(
      [&](const api::Event& event) { return event.job && event.job->id == job->id && event.job->state == api::JobState::Done; }));
  CHECK(std::ranges::none_of(stream.seen, [&](const api::Event& event) { return event.message && event.message->id == bobs; }));
  CHECK(std::ranges::is_sorted(stream.seen, {}, &api::Event::id));
}

TEST_CASE("A stream goes on where it was left, or says that it cannot", "[events]") {
  ContractNode& node = contract_node();
  const Person ann = node.make_reader("resume@" + node.make_domain());
  const auto first = node.hold(ann.login, plain_mail(ann.login));
  const std::int64_t after_first = node.storage().jobs().newest_event_id().value();
  const auto missed = node.hold(ann.login, plain_mail(ann.login));
  Stream resumed(ann, std::to_string(after_first));
  CHECK(resumed.wait_for([&](const api::Event& event) { return is_arrival_of(event, missed); }));
  CHECK(std::ranges::none_of(resumed.seen, [&](const api::Event& event) { return is_arrival_of(event, first); }));
  Stream lost(ann, "999999999");
  CHECK(lost.wait_for([](const api::Event& event) { return event.kind == api::EventKind::Resync; }));
}

TEST_CASE("Two hundred streams at once hear of one message, and the API answers meanwhile", "[events]") {
  ContractNode& node = contract_node();
  const Person ann = node.make_reader("many@" + node.make_domain());
  std::vector<std::unique_ptr<Stream>> streams;
  for (int i = 0; i < 200; ++i) streams.push_back(std::make_unique<Stream>(ann));
  CHECK(node.get(ann, "/v1/me").status == 200);
  const auto id = node.hold(ann.login, plain_mail(ann.login));
  int heard = 0;
  for (const auto& stream : streams) heard += stream->wait_for([&](const api::Event& event) { return is_arrival_of(event, id); }) ? 1 : 0;
  CHECK(heard == 200);
}

TEST_CASE("Nobody listens without a session", "[events]") {
  CHECK(contract_node().call({.path = "/v1/events"}).status == 401);
}

}  // namespace pratique::test
