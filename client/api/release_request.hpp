// "Ask to release": where the policy lets nobody but a domain's user or an admin release a class of mail.
//   GET  /v1/requests?state=open|approved|denied|withdrawn&offset=&limit=   newest first; askers see their own, deciders their scope's
//   POST /v1/requests {message_id, note} → 201 ReleaseRequest; the open one when there is one already
//   POST /v1/requests/{id}/approve → ReleaseRequest and a release job     POST /v1/requests/{id}/deny {answer}
//   DELETE /v1/requests/{id}  the asker takes it back
// Plain values shared by client and node; total; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/api/ids.hpp"
#include "client/api/message.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"

namespace pratique::api {

enum class RequestState : std::uint8_t { Open, Approved, Denied, Withdrawn };  // wire: open, approved, denied, withdrawn

struct NewReleaseRequest {
  MessageId message_id;
  std::string note;  // why it is wanted; at most 500 code points
  bool operator==(const NewReleaseRequest&) const = default;
};

struct RequestAnswer {
  std::string answer;  // at most 500 code points
  bool operator==(const RequestAnswer&) const = default;
};

struct ReleaseRequest {
  RequestId id;
  RequestState state = RequestState::Open;
  MessageSummary message;
  std::string asked_by;  // login
  base::WallTime asked_at{};
  std::string note;
  std::string decided_by;  // login, or empty
  std::optional<base::WallTime> decided_at;
  std::string answer;
  bool may_decide = false;
  bool operator==(const ReleaseRequest&) const = default;
};

struct ReleaseRequestPage {
  std::vector<ReleaseRequest> items;
  std::int64_t offset = 0;
  std::int64_t total = 0;
  bool operator==(const ReleaseRequestPage&) const = default;
};

[[nodiscard]] std::string_view to_wire(RequestState state);
[[nodiscard]] std::optional<RequestState> parse_request_state(std::string_view word);
[[nodiscard]] std::string encode(const NewReleaseRequest& request);
[[nodiscard]] std::string encode(const RequestAnswer& answer);
[[nodiscard]] std::string encode(const ReleaseRequest& request);
[[nodiscard]] std::string encode(const ReleaseRequestPage& page);
[[nodiscard]] base::Result<NewReleaseRequest> decode_new_release_request(std::string_view json);
[[nodiscard]] base::Result<RequestAnswer> decode_request_answer(std::string_view json);
[[nodiscard]] base::Result<ReleaseRequest> decode_release_request(std::string_view json);
[[nodiscard]] base::Result<ReleaseRequestPage> decode_release_request_page(std::string_view json);

}  // namespace pratique::api
