// What a selection holds, for the batch pane: of chosen rows from the rows themselves, of all that match from the node's summary.
#pragma once

#include "ui/views/actions.hpp"

namespace pratique::views {

struct BatchLine {
  std::string label;
  std::int64_t count = 0;
};

struct BatchSender {
  std::string label;
  std::int64_t count = 0;
  bool ticked = true;
  MessageIds ids;              // chosen rows of it, or …
  api::SelectionSender given;  // … as the node's summary names it
};

struct Batch {
  std::int64_t count = 0;
  std::string about;  // the line under the title
  std::vector<BatchLine> over;
  std::vector<BatchLine> kinds;  // of all that match
  std::vector<BatchSender> senders;
  std::int64_t more_senders = 0;
  std::int64_t refused = 0;  // may not be released by the reader
  bool counting = false;     // nothing is known of it yet
};

[[nodiscard]] Batch batch_of(const Frame& frame);

}  // namespace pratique::views
