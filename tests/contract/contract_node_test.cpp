#include "tests/contract/contract_node.hpp"

#include <curl/curl.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <thread>

#include "node/auth/password.hpp"
#include "node/auth/token.hpp"

namespace pratique::test {
namespace {

constexpr std::uint16_t kFirstPort = 22010;
constexpr std::uint16_t kLastPort = 22040;

std::size_t append(char* data, std::size_t size, std::size_t count, void* to) {
  static_cast<std::string*>(to)->append(data, size * count);
  return size * count;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* to) {
  std::string line(data, size * count);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
  const auto colon = line.find(':');
  if (colon != std::string::npos) {
    std::string name = line.substr(0, colon);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    (*static_cast<std::map<std::string, std::string>*>(to))[name] = line.substr(std::min(colon + 2, line.size()));
  }
  return size * count;
}

HttpReply perform(const std::string& url, const HttpCall& call) {
  HttpReply reply;
  CURL* easy = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, "Expect:");
  if (!call.token.empty()) headers = curl_slist_append(headers, ("Authorization: Bearer " + call.token).c_str());
  // Not sent: the address of this machine that the call comes from, since guessing is slowed down by address.
  if (const auto from = call.headers.find("from-address"); from != call.headers.end())
    curl_easy_setopt(easy, CURLOPT_INTERFACE, from->second.c_str());
  for (const auto& [name, value] : call.headers) headers = curl_slist_append(headers, (name + ": " + value).c_str());
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT, 30L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &reply.body);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &reply.headers);
  if (call.method == "HEAD") curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  if (!call.body.empty() || call.method == "POST") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call.body.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.body.size()));
  }
  if (call.method != "HEAD") curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  const CURLcode code = curl_easy_perform(easy);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(headers);
  curl_easy_cleanup(easy);
  INFO(call.method << " " << url << ": " << curl_easy_strerror(code));
  REQUIRE(code == CURLE_OK);
  reply.status = static_cast<int>(status);
  return reply;
}

}  // namespace

base::WallTime SystemClock::wall_now() const {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}
base::MonoTime SystemClock::mono_now() const {
  return std::chrono::duration_cast<base::MonoTime>(std::chrono::steady_clock::now().time_since_epoch());
}

ContractNode::ContractNode() {
  auto opened = storage::open_sqlite_storage(folder_.path() / "data");
  if (!opened) std::abort();
  storage_ = *std::move(opened);
  password_hash_ = auth::hash_password(kPassword).value();
  for (port_ = kFirstPort; port_ <= kLastPort; ++port_) {
    http::ServerOptions options{.port = port_,
                                .scratch_dir = folder_.path() / "scratch",
                                .undo_window_secs = 1,
                                .helo_name = "node.example",
                                .release_timeout_secs = 3};
    options.public_url = "https://portal.example";
    options.key_file = folder_.path() / "node.key";
    options.watched.filter = {.url = filter_.url(), .password = "secret"};
    options.doors.timeout = std::chrono::seconds(2);
    options.watched.data_dir = folder_.path();
    options.watched.may_read_metrics = [](std::string_view ip) { return ip == "127.0.0.1"; };
    options.reports.host_name = "mx.node.example";
    options.reports.domain = "report.example";
    options.reports.per_hour = 60;
    options.reports.may_report_anonymously = [this](std::string_view) { return may_report_anonymously_.load(); };
    server_ = std::make_unique<http::Server>(options, *storage_, clock_, log_);
    if (server_->start()) return;
  }
  std::abort();
}

ContractNode::~ContractNode() {
  server_->stop();
}

HttpReply perform_call(std::uint16_t port, const HttpCall& call) {
  return perform("http://127.0.0.1:" + std::to_string(port) + call.path, call);
}

HttpReply ContractNode::call(const HttpCall& call) {
  HttpReply reply = perform_call(port_, call);
  const std::string path = call.path.substr(0, call.path.find('?'));
  if (call.method != "HEAD") {
    const auto problem = openapi_.judge(call.method, path, reply.status, reply.headers["content-type"], reply.body);
    INFO(problem.value_or(""));
    CHECK_FALSE(problem.has_value());
  }
  CHECK(reply.headers["x-content-type-options"] == "nosniff");
  CHECK((reply.headers["cache-control"] == "no-store" || path.starts_with("/v1/brand")));  // what anybody may see may be kept
  CHECK(reply.headers["referrer-policy"] == "no-referrer");
  return reply;
}

HttpReply ContractNode::get(const Person& person, const std::string& path) {
  return call({.path = path, .token = person.token});
}

HttpReply ContractNode::post(const Person& person, const std::string& path, const std::string& body) {
  return call({.method = "POST", .path = path, .token = person.token, .body = body});
}

std::string ContractNode::make_domain(int destination_port, storage::RouteProtocol protocol) {
  std::string name = "t" + std::to_string(++made_) + ".example";
  REQUIRE(storage_->accounts().put_domain({.name = name, .protocol = protocol, .host = "127.0.0.1", .port = destination_port}));
  return name;
}

Person ContractNode::make_person(const std::string& login, api::Role role, std::vector<std::string> addresses,
                                 std::vector<std::string> domains) {
  const auto id = storage_->accounts().add_user({.login = login,
                                                 .password_hash = password_hash_,
                                                 .role = role,
                                                 .addresses = std::move(addresses),
                                                 .domains = std::move(domains),
                                                 .settings = {}});
  REQUIRE(id);
  // Signing in is tested where it matters; everywhere else it would only be slow.
  Person person{.id = *id, .login = login, .token = auth::make_token()};
  REQUIRE(storage_->accounts().add_session({.token_hash = auth::hash_token(person.token),
                                            .user_id = *id,
                                            .created_at = clock_.wall_now(),
                                            .expires_at = clock_.wall_now() + std::chrono::hours(1)}));
  return person;
}

api::MessageId ContractNode::hold(const std::string& recipient, const std::string& bytes,
                                  const std::function<void(storage::NewDelivery&)>& change) {
  const auto blob = storage_->blobs().put(bytes);
  REQUIRE(blob);
  storage::NewDelivery delivery;
  delivery.blob_sha256 = *blob;
  delivery.ident = "ident-" + std::to_string(++made_);
  delivery.summary.recipient = recipient;
  delivery.summary.envelope_from = "sender@else.example";
  delivery.summary.subject = "Hello";
  delivery.summary.size_bytes = static_cast<std::int64_t>(bytes.size());
  delivery.summary.received_at = delivery.summary.status_at = clock_.wall_now();
  delivery.summary.status = api::Status::Quarantined;
  if (change) change(delivery);
  const auto inserted = storage_->messages().insert(std::span(&delivery, 1));
  REQUIRE(inserted);
  return inserted->front().id;
}

api::Job ContractNode::job(const Person& person, const api::JobId& id) {
  const auto job = api::decode_job(get(person, "/v1/jobs/" + id.value).body);
  REQUIRE(job);
  return *job;
}

api::Job ContractNode::wait_for_job(const Person& person, const api::JobId& id, const std::function<bool(const api::Job&)>& is_reached) {
  api::Job seen = job(person, id);
  for (int i = 0; i < 200 && !is_reached(seen); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    seen = job(person, id);
  }
  return seen;
}

api::Status ContractNode::status_of(const api::MessageId& id) {
  const auto found = storage_->messages().find(domain::Scope::system(), id);
  REQUIRE(found);
  return found->summary.status;
}

ContractNode& contract_node() {
  static ContractNode node;
  return node;
}

std::string plain_mail(const std::string& to, const std::string& subject, const std::string& body) {
  return "From: Ann <ann@else.example>\r\nTo: <" + to + ">\r\nSubject: " + subject + "\r\nMessage-ID: <1@else.example>\r\n\r\n" + body;
}

TEST_CASE("A running node says that it lives and is ready", "[probes]") {
  CHECK(contract_node().call({.path = "/livez"}).status == 200);
  CHECK(contract_node().call({.path = "/readyz"}).status == 200);
}

TEST_CASE("What is not there is a 404 with a request id, and a wrong method a 405 that names the right ones", "[errors]") {
  const HttpReply nothing = perform("http://127.0.0.1:" + std::to_string(contract_node().port()) + "/v1/nothing", {});
  CHECK(nothing.status == 404);
  CHECK(nothing.headers.at("content-type") == "application/json");
  CHECK(nothing.body.find(nothing.headers.at("x-request-id")) != std::string::npos);
  const HttpReply wrong = perform("http://127.0.0.1:" + std::to_string(contract_node().port()) + "/v1/me", {.method = "DELETE"});
  CHECK(wrong.status == 405);
  CHECK(wrong.headers.at("allow") == "GET");
}

}  // namespace pratique::test
