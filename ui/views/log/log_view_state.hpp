// The delivery log's drafts: scroll, column widths, a drag on the bars. Owned by views::ViewState; UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/api/export.hpp"
#include "client/api/ids.hpp"
#include "ui/kit/histogram.hpp"
#include "ui/kit/table.hpp"
#include "ui/kit/virtual_list.hpp"

namespace pratique::views {

struct LogViewState {
  kit::ListState list;
  kit::HistogramState histogram;
  std::optional<kit::BarRange> painting;  // drawn while the drag goes on; the query follows when it ends
  kit::TableState columns;
  std::vector<std::string> columns_of;  // what the widths above belong to
  std::int64_t needed_first = -1;       // ranks last asked for
  std::int64_t needed_last = -1;
  std::optional<api::MessageId> detail_of;  // whose scroll the next one is
  kit::ScrollState detail;
  api::ExportFormat format = api::ExportFormat::Csv;
};

struct HealthViewState {
  kit::ScrollState scroll;
};

}  // namespace pratique::views
