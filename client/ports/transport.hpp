// HTTP as the client needs it. The real one is web/fetch_transport; tests use FakeTransport. UI thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client/base/result.hpp"
#include "client/base/unique_function.hpp"

namespace pratique::ports {

struct Header {
  std::string name;
  std::string value;
  bool operator==(const Header&) const = default;
};

struct Request {
  std::string method = "GET";
  std::string path;  // "/v1/…" with its query, already percent-encoded
  std::vector<Header> headers;
  std::string body;
  std::uint32_t body_file = 0;       // of ports::GivenFiles: its bytes are the body
  std::int64_t timeout_ms = 10'000;  // 0 = none (streams)
};

struct Response {
  int status = 0;
  std::vector<Header> headers;  // names in lower case
  std::string body;
};

// Destroying (or resetting) a Pending aborts the call; its callbacks then never run. Move-only. A callback may destroy its own
// Pending: implementations move the callback out (or keep it alive) before they run it, and touch nothing of the call afterwards.
class Pending {
 public:
  class Call {
   public:
    virtual ~Call() = default;  // aborts
  };
  Pending() = default;
  explicit Pending(std::unique_ptr<Call> call) : call_(std::move(call)) {}
  void reset() { call_.reset(); }
  explicit operator bool() const { return call_ != nullptr; }

 private:
  std::unique_ptr<Call> call_;
};

class Transport {
 public:
  virtual ~Transport() = default;
  // `done` runs once, later, on the UI thread; never from inside send. Errors: Offline, Timeout, NotFound (the body file is gone). Any HTTP
  // status is a Response.
  [[nodiscard]] virtual Pending send(Request request, base::UniqueFunction<void(base::Result<Response>)> done) = 0;
  // For the event stream: `head` once with status and headers (empty body), `chunk` for each piece, `closed` once at the end.
  struct StreamHandler {
    base::UniqueFunction<void(const Response&)> head;
    base::UniqueFunction<void(std::string_view)> chunk;
    base::UniqueFunction<void(base::Result<void>)> closed;
  };
  [[nodiscard]] virtual Pending stream(Request request, StreamHandler handler) = 0;
};

}  // namespace pratique::ports
