// The four states of a value that lives on the node, drawn once for all: nothing yet, loading (skeleton after 180 ms; a 2-px line over
// a known value), ready, failed (a line over a known value, else the failure with its way out).
#pragma once

#include "client/store/remote.hpp"
#include "ui/kit/function_ref.hpp"
#include "ui/kit/meter.hpp"
#include "ui/kit/skeleton.hpp"
#include "ui/kit/strip.hpp"

namespace pratique::kit {

struct RemoteSpec {
  std::string_view loading_name;  // "Loading the headers"
  FailureSpec failure;
  int skeleton_lines = 6;
};
enum class RemoteClick : std::uint8_t { None, Retry, Copy };

namespace detail {
void remote_waiting(Ui& ui, Id id, const Box& box, const RemoteSpec& spec);
void remote_refreshing(Ui& ui, Id id, const Box& box, const RemoteSpec& spec);
RemoteClick remote_failed(Ui& ui, Id id, Box& box, const RemoteSpec& spec, bool value_known);
}  // namespace detail

// `ready` is called with the newest known value, also while it is refreshed or after a failure: (const T&, Box).
template <class T, class Ready>
RemoteClick remote_view(Ui& ui, Id id, Box box, const store::Remote<T>& remote, const RemoteSpec& spec, Ready&& ready) {
  RemoteClick click = RemoteClick::None;
  const T* value = remote.value();
  if (remote.error()) click = detail::remote_failed(ui, id, box, spec, value != nullptr);
  if (value) {
    ready(*value, box);
    if (remote.is_loading()) detail::remote_refreshing(ui, id, box, spec);
  } else if (remote.is_loading()) {
    detail::remote_waiting(ui, id, box, spec);
  }
  return click;
}

}  // namespace pratique::kit
