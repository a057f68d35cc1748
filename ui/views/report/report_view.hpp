// Report spam: files are dropped, chosen or pasted, shown as the node read them, and sent; what came of each stands below, and beside it
// the other ways to report. And the reader's own reports.
#pragma once

#include "ui/views/frame.hpp"

namespace pratique::views {

void report_view(Frame& frame, kit::Box box);
void paste_view(Frame& frame);  // the dialog for a source, while it is open

// The parts. Each takes what it needs off the top of the box.
void give_view(Frame& frame, kit::Box& box);         // what they are, and where to drop them
void to_report_view(Frame& frame, kit::Box& box);    // given, not sent yet
void reported_view(Frame& frame, kit::Box& box);     // just now
void report_side_view(Frame& frame, kit::Box& box);  // bookmarklet, addresses, figures
float own_reports_view(Frame& frame, kit::Box box);  // the history; answers its height

}  // namespace pratique::views
