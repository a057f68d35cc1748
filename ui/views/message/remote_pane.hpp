// A value of the open message in its pane: loading, ready or failed, with the failure's ways out wired to intents.
#pragma once

#include <utility>

#include "ui/views/frame.hpp"
#include "ui/views/quarantine/list_states_view.hpp"

namespace pratique::views {

// `ready` is called with (const T&, Box).
template <class T, class Ready>
void remote_pane(Frame& frame, kit::Id id, kit::Box box, const store::Remote<T>& remote, Ready&& ready) {
  const std::string why = remote.error() ? error_line(frame, *remote.error()) : std::string();
  const kit::RemoteSpec spec{
      .loading_name = frame.text(Key::Loading),
      .failure = {
          .title = frame.text(Key::FailedPart), .text = why, .retry = frame.text(Key::TryAgain), .copy = frame.text(Key::CopyDetails)}};
  const kit::RemoteClick click = kit::remote_view(frame.ui, id, box, remote, spec, std::forward<Ready>(ready));
  if (click == kit::RemoteClick::Retry) frame.push(intents::RetryOpen{});
  if (click == kit::RemoteClick::Copy && remote.error()) frame.push(intents::CopyText{error_details(*remote.error())});
}

}  // namespace pratique::views
