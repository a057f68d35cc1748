// The session has ended: sign in again over the kept screen; what was asked meanwhile waits and is then sent.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void session_expired_view(Frame& frame);

}  // namespace pratique::views
