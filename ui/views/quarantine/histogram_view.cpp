#include "ui/views/quarantine/histogram_view.hpp"

#include "ui/strings/format.hpp"
#include "ui/views/quarantine/day_bars.hpp"

namespace pratique::views {
namespace {

void words_view(Frame& frame, kit::Box box, std::string_view range) {
  const theme::Palette& colors = frame.palette();
  const float range_width = kit::text_width(frame.ui, range, theme::Type::Meta) + 8;
  kit::text(frame.ui, box.take_end(range_width), range, {.type = theme::Type::Meta, .color = colors.text.muted, .align = kit::Align::End});
  if (!frame.state.list.total) return;
  const Key key = frame.state.route.query.empty() ? Key::HeldCount : Key::MatchingCount;
  const std::string number = strings::number(frame.words(), *frame.state.list.total);
  const std::string whole = frame.words().count(key, *frame.state.list.total);
  const std::size_t at = whole.find(number);
  const std::string_view text = whole;
  const kit::Span pieces[] = {{.text = text.substr(0, at == std::string::npos ? 0 : at)},
                              {.text = at == std::string::npos ? std::string_view() : text.substr(at, number.size()),
                               .weight = kit::Weight::SemiBold,
                               .color = colors.text.primary},
                              {.text = at == std::string::npos ? text : text.substr(at + number.size())}};
  kit::spans(frame.ui, box, pieces, {.type = theme::Type::Small, .color = colors.text.muted});
}

}  // namespace

void histogram_view(Frame& frame, kit::Box box) {
  kit::Ui& ui = frame.ui;
  kit::line(ui, box, kit::Edge::Bottom, frame.palette().line.divider);
  box = box.inset(theme::space::k4, 0);
  QuarantineViewState& view = frame.view.quarantine;
  const Days days = days_of(frame, frame.state.histogram.value());
  const std::optional<kit::BarRange> range = view.painting ? view.painting : range_of_query(frame, days);
  const std::string text = range_text(frame, days, range);
  box.skip_top(8);
  words_view(frame, box.take_top(20), text);
  const kit::Box bars = box.take_top(34);
  dates_view(frame, box.take_top(18), days);
  const std::string said = frame.state.list.total ? text + ", " + frame.words().count(Key::GroupHeld, *frame.state.list.total) : text;
  const kit::HistogramEvents events =
      kit::histogram(ui, kit::id("histogram"), bars,
                     {.bars = days.counts, .range = range, .name = frame.text(Key::HistogramLabel), .value = said}, view.histogram);
  follow_painting(frame, days, events, view.histogram.grabbed.has_value(), view.painting);
}

}  // namespace pratique::views
