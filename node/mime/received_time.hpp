// When the filter took a message: the date of the topmost Received line, if that line is provably the one of the server
// that hands the message over, because it names the same queue id as XFORWARD IDENT. A forged or foreign line is never
// believed. So mail that waited in Postfix's queue while the node was away keeps its true time. Total; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "client/base/clock.hpp"

namespace pratique::mime {

// nullopt: no such line, another queue id, no readable date, or a date outside (not_before, not_after].
[[nodiscard]] std::optional<base::WallTime> received_time(std::string_view raw, std::string_view queue_id, base::WallTime not_before,
                                                          base::WallTime not_after);

}  // namespace pratique::mime
