// The real node for contract tests: one server on a loopback port over SQLite in a temporary folder, for the whole
// program (Drogon runs once per process). Tests keep apart by making their own domain and people.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/api/job.hpp"
#include "client/api/session.hpp"
#include "client/base/clock.hpp"
#include "client/base/log.hpp"
#include "node/http/serve.hpp"
#include "node/storage/storage.hpp"
#include "tests/contract/openapi.hpp"
#include "tests/support/fake_controller.hpp"
#include "tests/support/temp_folder.hpp"

namespace pratique::test {

inline constexpr const char* kPassword = "correct horse battery";

class SystemClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override;
  [[nodiscard]] base::MonoTime mono_now() const override;
};

struct HttpReply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct HttpCall {
  std::string method = "GET";
  std::string path;
  std::string token;
  std::string body;
  std::map<std::string, std::string> headers;
};

struct Person {
  std::int64_t id = 0;
  std::string login;
  std::string token;
};

class ContractNode {
 public:
  ContractNode();
  ~ContractNode();

  // Over a real socket; every answer of the API is checked against docs/openapi.yaml and fails the test if it differs.
  HttpReply call(const HttpCall& call);
  HttpReply get(const Person& person, const std::string& path);
  HttpReply post(const Person& person, const std::string& path, const std::string& body = {});

  [[nodiscard]] std::string make_domain(int destination_port = 9, storage::RouteProtocol protocol = storage::RouteProtocol::Smtp);
  Person make_person(const std::string& login, api::Role role, std::vector<std::string> addresses, std::vector<std::string> domains = {});
  Person make_reader(const std::string& address) { return make_person(address, api::Role::Email, {address}); }
  // A held message, stored as ingest would; answers its id.
  [[nodiscard]] api::MessageId hold(const std::string& recipient, const std::string& bytes,
                                    const std::function<void(storage::NewDelivery&)>& change = {});

  [[nodiscard]] api::Job job(const Person& person, const api::JobId& id);
  // Until `is_reached` or for at most ten seconds; the job as last seen.
  [[nodiscard]] api::Job wait_for_job(const Person& person, const api::JobId& id, const std::function<bool(const api::Job&)>& is_reached);
  [[nodiscard]] api::Status status_of(const api::MessageId& id);

  [[nodiscard]] storage::Storage& storage() { return *storage_; }
  void let_report_anonymously(bool may) { may_report_anonymously_ = may; }
  [[nodiscard]] FakeController& filter() { return filter_; }
  [[nodiscard]] OpenApi& openapi() { return openapi_; }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::filesystem::path data_dir() const { return folder_.path(); }

 private:
  TempFolder folder_;
  FakeController filter_;
  SystemClock clock_;
  base::NullLogger log_;
  std::unique_ptr<storage::Storage> storage_;
  std::unique_ptr<http::Server> server_;
  OpenApi openapi_;
  std::string password_hash_;
  std::uint16_t port_ = 0;
  std::atomic<bool> may_report_anonymously_ = false;
  int made_ = 0;
};

// One call without judging the answer; any thread.
[[nodiscard]] HttpReply perform_call(std::uint16_t port, const HttpCall& call);

// The one node of this program.
[[nodiscard]] ContractNode& contract_node();

[[nodiscard]] std::string plain_mail(const std::string& to, const std::string& subject = "Hello", const std::string& body = "Hello\r\n");

}  // namespace pratique::test
