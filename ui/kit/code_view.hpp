// Source text in mono with line numbers, virtualised: only visible lines are drawn. Always left to right. Long lines scroll sideways.
#pragma once

#include <string_view>
#include <vector>

#include "ui/kit/scroll_area.hpp"

namespace pratique::kit {

struct CodeState {
  ScrollState scroll;
  float sideways = 0;
  std::size_t indexed_bytes = 0;  // length of the text that the index below is for
  const char* indexed = nullptr;
  std::vector<std::size_t> line_starts;  // byte offsets
  float widest = 0;
};
void code_view(Ui& ui, Id id, const Box& box, std::string_view source, std::string_view name, CodeState& state);

}  // namespace pratique::kit
