#include "node/release/connection.hpp"

#include <curl/curl.h>
#include <poll.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "client/base/text.hpp"

namespace pratique::release {
namespace {

using base::ErrorCode;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kLineBytesMax = 4096;  // RFC 5321 §4.5.3.1.5 asks for 512; servers explain themselves at length
constexpr std::size_t kReplyLinesMax = 200;

struct EasyCloser {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

std::optional<Reply> parse_line(std::string_view line, Reply reply, bool& last) {
  if (line.size() < 3 || !std::ranges::all_of(line.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  reply.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  last = line.size() == 3 || line[3] != '-';
  if (line.size() > 4) reply.lines.push_back(base::to_one_line(line.substr(4)));
  return reply;
}

std::string describe(const Destination& destination) {
  return destination.host + ":" + std::to_string(destination.port);
}

}  // namespace

struct Connection::Session {
  std::unique_ptr<CURL, EasyCloser> easy;
  SteadyTime deadline;
  std::string greeting_lines;  // what libcurl read while it greeted an SMTP server
  std::vector<std::string> extensions;
  std::string received;
  std::string ip;

  // False when the deadline passed first.
  [[nodiscard]] bool wait_for(short events) const {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy.get(), CURLINFO_ACTIVESOCKET, &socket);
    pollfd descriptor{.fd = socket, .events = events, .revents = 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    return left.count() > 0 && poll(&descriptor, 1, static_cast<int>(left.count())) > 0;
  }
};

namespace {

std::size_t keep_greeting(char* data, std::size_t size, std::size_t count, void* lines) {
  auto& text = *static_cast<std::string*>(lines);
  if (text.size() < 64 * 1024) text.append(data, size * count);
  return size * count;
}

// Extensions of the last EHLO answer in what the server said so far (after STARTTLS it is asked again).
std::vector<std::string> extensions_in(std::string_view lines) {
  std::vector<std::string> found;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const std::string_view line = base::trim(lines.substr(0, end));
    if (line.starts_with("220")) found.clear();
    if (line.starts_with("250") && line.size() > 4) {
      const std::string_view words = line.substr(4);
      found.push_back(base::to_lower_ascii(words.substr(0, words.find(' '))));
    }
    if (end == std::string_view::npos) break;
    lines.remove_prefix(end + 1);
  }
  return found;
}

base::Error connect_error(const Destination& destination, CURLcode code, const char* detail, std::string_view greeting) {
  base::Error error{.code = code == CURLE_OPERATION_TIMEDOUT ? ErrorCode::Timeout : ErrorCode::Offline};
  error.message = "No connection to " + describe(destination);
  error.detail = detail[0] != '\0' ? detail : curl_easy_strerror(code);
  // A server that greets with 4xx or 5xx says why; that is the better message.
  for (const std::string_view start : {"4", "5"}) {
    if (greeting.starts_with(start)) error.message += ": " + base::to_one_line(greeting.substr(0, greeting.find('\n')));
  }
  return error;
}

}  // namespace

std::string Reply::text() const {
  std::string out = std::to_string(code);
  for (const std::string& line : lines) out += " " + line;
  return out;
}

Connection::Connection(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

base::Result<Connection> Connection::open(const Destination& destination) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  auto session = std::make_unique<Session>();
  session->easy.reset(curl_easy_init());
  session->deadline = std::chrono::steady_clock::now() + destination.timeout;
  CURL* easy = session->easy.get();
  if (easy == nullptr) return base::fail(ErrorCode::Unavailable, "Out of memory");
  const bool is_ipv6 = destination.host.find(':') != std::string::npos && !destination.host.starts_with('[');
  const std::string authority = (is_ipv6 ? "[" + destination.host + "]" : destination.host) + ":" + std::to_string(destination.port);
  // libcurl has no LMTP; for it only the connection is made, and the protocol spoken here.
  const std::string url = destination.protocol == Protocol::Smtp ? "smtp://" + authority + "/" + base::percent_encode(destination.helo_name)
                                                                 : "http://" + authority + "/";
  char detail[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::min(destination.timeout, std::chrono::seconds(15)).count() * 1000));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(destination.timeout.count() * 1000));
  curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_TRY));
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, keep_greeting);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &session->greeting_lines);
  const CURLcode code = curl_easy_perform(easy);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
  if (code != CURLE_OK) return std::unexpected(connect_error(destination, code, detail, session->greeting_lines));
  char* ip = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip);
  session->ip = ip == nullptr ? "" : ip;
  session->extensions = extensions_in(session->greeting_lines);
  Connection connection(std::move(session));
  if (destination.protocol == Protocol::Lmtp) TRY_VOID(connection.greet_lmtp(destination));
  return connection;
}

base::Result<void> Connection::greet_lmtp(const Destination& destination) {
  TRY(const Reply greeting, read_reply());
  if (greeting.kind() != 2) return base::fail(ErrorCode::Offline, "No connection to " + describe(destination) + ": " + greeting.text());
  TRY(const Reply hello, command("LHLO " + destination.helo_name));
  if (hello.kind() != 2) return base::fail(ErrorCode::Offline, describe(destination) + " does not speak LMTP: " + hello.text());
  for (const std::string& line : hello.lines) session_->extensions.push_back(base::to_lower_ascii(line.substr(0, line.find(' '))));
  return {};
}

bool Connection::offers(std::string_view extension) const {
  return std::ranges::find(session_->extensions, base::to_lower_ascii(extension)) != session_->extensions.end();
}

const std::string& Connection::ip() const {
  return session_->ip;
}

base::Result<void> Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(session_->easy.get(), bytes.data(), bytes.size(), &sent);
    bytes.remove_prefix(sent);
    if (code == CURLE_AGAIN || (code == CURLE_OK && sent == 0)) {
      if (!session_->wait_for(POLLOUT)) return base::fail(ErrorCode::Timeout, "The destination server stopped listening");
    } else if (code != CURLE_OK) {
      return base::fail(ErrorCode::Offline, "The destination server closed the connection", {}, curl_easy_strerror(code));
    }
  }
  return {};
}

base::Result<Reply> Connection::read_reply() {
  Reply reply;
  std::string& received = session_->received;
  while (true) {
    const auto end = received.find('\n');
    if (end != std::string::npos) {
      bool last = false;
      auto parsed = parse_line(base::trim(std::string_view(received).substr(0, end)), std::move(reply), last);
      received.erase(0, end + 1);
      if (!parsed || parsed->lines.size() > kReplyLinesMax)
        return base::fail(ErrorCode::BadReply, "The destination server answered with nonsense");
      reply = *std::move(parsed);
      if (last) return reply;
      continue;
    }
    if (received.size() > kLineBytesMax) return base::fail(ErrorCode::BadReply, "The destination server answered with nonsense");
    char buffer[4096];
    std::size_t count = 0;
    const CURLcode code = curl_easy_recv(session_->easy.get(), buffer, sizeof buffer, &count);
    if (code == CURLE_AGAIN) {
      if (!session_->wait_for(POLLIN)) return base::fail(ErrorCode::Timeout, "The destination server did not answer in time");
    } else if (code != CURLE_OK || count == 0) {
      return base::fail(ErrorCode::Offline, "The destination server closed the connection", {}, curl_easy_strerror(code));
    }
    received.append(buffer, count);
  }
}

base::Result<Reply> Connection::command(std::string_view line) {
  TRY_VOID(send(std::string(line) + "\r\n"));
  return read_reply();
}

}  // namespace pratique::release
