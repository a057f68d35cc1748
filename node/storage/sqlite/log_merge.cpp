#include "node/storage/sqlite/log_merge.hpp"

#include <arpa/inet.h>

#include <cstring>

namespace pratique::storage::sqlite {
namespace {

using api::Status;

constexpr int kDecidedHere = 9;

// A status gives way only to one of higher rank.
int rank_of(Status status) {
  switch (status) {
    case Status::Accepted:
      return 0;
    case Status::Deferred:
      return 1;
    case Status::Tempfailed:
      return 2;
    case Status::Rejected:
      return 3;
    case Status::Delivered:
    case Status::Bounced:
      return 4;
    case Status::Quarantined:
    case Status::ReleasePending:
    case Status::Released:
    case Status::Removed:
    case Status::Expired:
      break;
  }
  return kDecidedHere;
}

bool moves(Status from, Status to, Kinship kinship) {
  if (kinship == Kinship::Other) return from == Status::Released && to == Status::Bounced;
  if (rank_of(from) == kDecidedHere) return false;
  if (kinship == Kinship::NewAttempt) return true;
  return rank_of(to) > rank_of(from) || (from == to && to == Status::Deferred);
}

template <class T>
void fill(T& into, const T& from) {
  if (into == T{}) into = from;
}

void fill_what_is_missing(api::MessageSummary& row, const api::MessageSummary& said, bool has_source) {
  fill(row.message_id, said.message_id);
  fill(row.envelope_from, said.envelope_from);
  fill(row.sender_ip, said.sender_ip);
  fill(row.sender_host, said.sender_host);
  fill(row.helo, said.helo);
  if (has_source) return;
  fill(row.header_from, said.header_from);
  fill(row.subject, said.subject);
  fill(row.size_bytes, said.size_bytes);
  fill(row.score, said.score);
  fill(row.threshold, said.threshold);
  row.envelope_mismatch = row.envelope_mismatch || said.envelope_mismatch;
}

}  // namespace

bool takes_why(const Known& known, const LogFact& fact) {
  return fact.why.has_value() && !known.has_source;
}

api::MessageSummary merged(const Known& known, const LogFact& fact, Kinship kinship) {
  api::MessageSummary row = known.summary;
  const api::MessageSummary& said = fact.summary;
  fill_what_is_missing(row, said, known.has_source);
  // The filter knows better than its own words in the log why it refused.
  const bool is_its_verdict = takes_why(known, fact) && kinship == Kinship::Same;
  if (is_its_verdict && row.status == said.status && !said.reason_code.empty()) {
    row.reason_code = said.reason_code;
    row.message_class = said.message_class;
  } else if (is_its_verdict && row.message_class == api::MessageClass::Unknown) {
    row.message_class = said.message_class;
  }
  if (row.status == said.status) fill(row.smtp_reply, said.smtp_reply);
  // Where a released message really went: the last server that took it.
  if (kinship == Kinship::Other && row.status == Status::Released && said.status == Status::Delivered) row.delivery = said.delivery;
  if (!moves(row.status, said.status, kinship)) return row;
  row.status = said.status;
  row.status_at = said.status_at;
  row.smtp_reply = said.smtp_reply;
  if (said.delivery != api::Delivery{}) row.delivery = said.delivery;
  const bool ends_well = said.status == Status::Delivered || said.status == Status::Accepted;
  if (!said.reason_code.empty() || ends_well) row.reason_code = said.reason_code;
  if (said.message_class != api::MessageClass::Unknown) row.message_class = said.message_class;
  return row;
}

bool same_client_network(std::string_view a, std::string_view b) {
  unsigned char one[16];
  unsigned char other[16];
  const std::string first(a);
  const std::string second(b);
  if (::inet_pton(AF_INET, first.c_str(), one) == 1)
    return ::inet_pton(AF_INET, second.c_str(), other) == 1 && std::memcmp(one, other, 3) == 0;
  return ::inet_pton(AF_INET6, first.c_str(), one) == 1 && ::inet_pton(AF_INET6, second.c_str(), other) == 1 &&
         std::memcmp(one, other, 8) == 0;
}

}  // namespace pratique::storage::sqlite
