#include "web/fetch_transport.hpp"

#include <emscripten/emscripten.h>

#include <optional>
#include <utility>

#include "web/gate.hpp"

namespace pratique::web {
namespace {

using base::ErrorCode;

enum class Failure : int { Offline = 0, Timeout = 1, File = 2 };

class FetchCall final : public ports::Pending::Call {
 public:
  explicit FetchCall(base::UniqueFunction<void(base::Result<ports::Response>)> done) : done_(std::move(done)) {}
  explicit FetchCall(ports::Transport::StreamHandler handler) : stream_(std::move(handler)) {}
  ~FetchCall() override { pratique_fetch_abort(this); }

  void start(const ports::Request& request) {
    std::string headers;
    for (const auto& header : request.headers) headers += header.name + ": " + header.value + "\n";
    pratique_fetch(this, request.method.data(), static_cast<int>(request.method.size()), request.path.data(),
                   static_cast<int>(request.path.size()), headers.data(), static_cast<int>(headers.size()), request.body.data(),
                   static_cast<int>(request.body.size()), static_cast<double>(request.timeout_ms), stream_ ? 1 : 0, request.body_file);
  }

  // Each may destroy *this: nothing is touched after the callback.
  void reply(ports::Response response) {
    auto done = std::move(done_);
    done(std::move(response));
  }
  void head(const ports::Response& response) {
    if (stream_->head) stream_->head(response);
  }
  void chunk(std::string_view bytes) {
    if (stream_->chunk) stream_->chunk(bytes);
  }
  void closed() {
    auto closed = std::move(stream_->closed);
    if (closed) closed({});
  }
  void fail(Failure failure) {
    auto error = failure == Failure::File      ? base::fail(ErrorCode::NotFound, "The file cannot be read any more. Give it once more")
                 : failure == Failure::Timeout ? base::fail(ErrorCode::Timeout, "The server did not answer in time")
                                               : base::fail(ErrorCode::Offline, "The server cannot be reached");
    if (stream_) {
      auto closed = std::move(stream_->closed);
      if (closed) closed(std::move(error));
    } else {
      auto done = std::move(done_);
      done(std::move(error));
    }
  }

 private:
  base::UniqueFunction<void(base::Result<ports::Response>)> done_;
  std::optional<ports::Transport::StreamHandler> stream_;
};

// "name: value\n" lines, names in lower case as the browser gives them.
std::vector<ports::Header> split_headers(std::string_view lines) {
  std::vector<ports::Header> headers;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const auto line = lines.substr(0, end);
    if (const auto colon = line.find(": "); colon != std::string_view::npos)
      headers.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))});
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
  return headers;
}

}  // namespace

ports::Pending FetchTransport::send(ports::Request request, base::UniqueFunction<void(base::Result<ports::Response>)> done) {
  auto call = std::make_unique<FetchCall>(std::move(done));
  call->start(request);
  return ports::Pending(std::move(call));
}

ports::Pending FetchTransport::stream(ports::Request request, StreamHandler handler) {
  auto call = std::make_unique<FetchCall>(std::move(handler));
  call->start(request);
  return ports::Pending(std::move(call));
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void pratique_on_reply(FetchCall* call, int status, char* headers, char* body, int body_length) {
  const OwnedText owned_headers(headers);
  const OwnedText owned_body(body);
  call->reply({status, split_headers(owned_headers.str()), std::string(body, static_cast<std::size_t>(body_length))});
}

EMSCRIPTEN_KEEPALIVE void pratique_on_stream_head(FetchCall* call, int status, char* headers) {
  const OwnedText owned_headers(headers);
  call->head({status, split_headers(owned_headers.str()), {}});
}

EMSCRIPTEN_KEEPALIVE void pratique_on_stream_chunk(FetchCall* call, char* bytes, int length) {
  const OwnedText owned(bytes);
  call->chunk(std::string_view(bytes, static_cast<std::size_t>(length)));
}

EMSCRIPTEN_KEEPALIVE void pratique_on_stream_closed(FetchCall* call) {
  call->closed();
}

EMSCRIPTEN_KEEPALIVE void pratique_on_fetch_failure(FetchCall* call, int failure) {
  call->fail(static_cast<Failure>(failure));
}

}  // extern "C"

}  // namespace pratique::web
