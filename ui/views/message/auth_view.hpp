// Who stands behind the sender: SPF, DKIM, DMARC (and ARC where it was used), each with its result in words.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void auth_view(Frame& frame, kit::Box& box, const api::Why& why);  // takes what it needs off the top

}  // namespace pratique::views
