// Allow and block lists on arrival: what an entry of the recipient's or his domain's makes of a delivery before it is stored.
// Any thread; reads storage. docs/decisions/0014-when-an-entry-counts.md
#pragma once

#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/domain/address.hpp"
#include "node/storage/storage.hpp"

namespace pratique::ingest {

// Blocked: removed, of class block_list. Allowed: pending release, of class allow_list; unless it is a virus, phishing or a blocked file,
// or the domain's policy does not let the entry's author release such mail: then it stays held and why.list_entries says that it was
// overridden.
[[nodiscard]] base::Result<void> enforce_lists(storage::Storage& storage, const domain::Address& recipient, base::WallTime now,
                                               storage::NewDelivery& delivery);

}  // namespace pratique::ingest
