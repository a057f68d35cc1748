// The identifiers that travel on the wire. All are opaque strings to a client.
#pragma once

#include "client/base/strong_id.hpp"

namespace pratique::api {

using MessageId = base::StrongId<struct MessageIdTag>;  // one delivery: one message to one recipient
using JobId = base::StrongId<struct JobIdTag>;
using ListEntryId = base::StrongId<struct ListEntryIdTag>;
using SearchId = base::StrongId<struct SearchIdTag>;
using RequestId = base::StrongId<struct RequestIdTag>;
using ReportId = base::StrongId<struct ReportIdTag>;
using UserId = base::StrongId<struct UserIdTag>;

}  // namespace pratique::api
