// docs/openapi.yaml as a judge: does this answer to that call look as the description says? Test thread only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace pratique::test {

class OpenApi {
 public:
  OpenApi();  // loads docs/openapi.yaml; aborts the test program when it cannot be read
  ~OpenApi();

  // "GET /v1/messages/{id}" for every operation described.
  [[nodiscard]] std::set<std::string> operations() const;
  // What is wrong with the answer, or nothing.
  [[nodiscard]] std::optional<std::string> judge(const std::string& method, const std::string& path, int status,
                                                 const std::string& content_type, const std::string& body);
  // Operations and statuses that were judged so far: "GET /v1/me 200".
  [[nodiscard]] const std::set<std::string>& judged() const { return judged_; }

 private:
  struct Document;
  std::unique_ptr<Document> document_;
  std::set<std::string> judged_;
};

}  // namespace pratique::test
