// A store in a temporary folder, deliveries to put into it, and query trees by hand.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>

#include "node/storage/storage.hpp"
#include "tests/support/temp_folder.hpp"

namespace pratique::test {

inline base::WallTime at_ms(std::int64_t ms) {
  return base::WallTime(std::chrono::milliseconds(ms));
}
inline constexpr std::int64_t kStartMs = 1'795'000'000'000;  // November 2026

inline storage::NewDelivery delivery_to(const std::string& recipient, const std::string& ident) {
  storage::NewDelivery d;
  d.ident = ident;
  d.blob_sha256 = std::string(64, 'a');
  d.summary.recipient = recipient;
  d.summary.received_at = at_ms(kStartMs);
  d.summary.status_at = d.summary.received_at;
  d.summary.status = api::Status::Quarantined;
  d.summary.message_class = api::MessageClass::Spam;
  d.summary.header_from = {"Ann", "ann@example.org"};
  d.summary.envelope_from = "bounce@example.org";
  d.summary.subject = "Invoice " + ident;
  d.summary.snippet = "Please pay";
  d.summary.size_bytes = 1000;
  d.summary.score = 7.5;
  d.summary.threshold = 6;
  return d;
}

inline domain::Scope email_scope(std::vector<std::string> addresses, std::int64_t user_id = 1) {
  domain::Scope scope;
  scope.user_id = user_id;
  scope.actor = addresses.empty() ? "nobody" : addresses.front();
  scope.role = api::Role::Email;
  scope.addresses = std::move(addresses);
  return scope;
}

inline domain::Scope domain_scope(std::vector<std::string> domains, std::int64_t user_id = 2) {
  domain::Scope scope;
  scope.user_id = user_id;
  scope.actor = "admin";
  scope.role = api::Role::Domain;
  scope.domains = std::move(domains);
  return scope;
}

inline api::query::Node everything() {
  return {};
}

inline api::query::Node term(api::query::Field field, std::vector<std::string> values) {
  api::query::Node node;
  node.kind = api::query::Node::Kind::Term;
  node.term.field = field;
  node.term.values = std::move(values);
  return node;
}

inline api::query::Node number_term(api::query::Field field, api::query::Comparison comparison, double number) {
  api::query::Node node = term(field, {});
  node.term.comparison = comparison;
  node.term.number = number;
  return node;
}

inline api::query::Node all_of(std::vector<api::query::Node> children) {
  api::query::Node node;
  node.kind = api::query::Node::Kind::All;
  node.children = std::move(children);
  return node;
}

inline api::query::Node any_of(std::vector<api::query::Node> children) {
  api::query::Node node = all_of(std::move(children));
  node.kind = api::query::Node::Kind::Any;
  return node;
}

inline api::query::Node negated(api::query::Node node) {
  (node.kind == api::query::Node::Kind::Term ? node.term.negated : node.negated) = true;
  return node;
}

struct StorageFixture {
  StorageFixture() { reopen(); }
  void reopen() {
    storage.reset();
    auto opened = storage::open_sqlite_storage(folder.path() / "data");
    if (!opened) FAIL(opened.error().message << " " << opened.error().detail);
    storage = *std::move(opened);
  }
  api::MessageId add(const storage::NewDelivery& delivery) {
    auto inserted = storage->messages().insert(std::span(&delivery, 1));
    if (!inserted) FAIL(inserted.error().message << " " << inserted.error().detail);
    return inserted->front().id;
  }
  TempFolder folder;
  std::unique_ptr<storage::Storage> storage;
};

}  // namespace pratique::test
