// libFuzzer target: any bytes give a query tree or errors with places, and a good tree means the same once printed and read again.
#include <cstdint>

#include "client/api/query.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace pratique;
using api::query::Node;

constexpr base::WallTime kNow{std::chrono::milliseconds(1'795'000'000'000)};

// Where it was typed does not count.
void forget_spelling(Node& node) {
  node.term.span = {};
  node.term.shown_operator.clear();
  node.term.shown_value.clear();
  for (Node& child : node.children) forget_spelling(child);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte chooses the reader's zone, in quarters of an hour.
  const int zone = (static_cast<int>(data[0]) - 128) * 15 % 840;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  api::query::Parsed parsed = api::query::parse(text, kNow, zone);
  test::require(parsed.errors.size() <= 8);
  for (const auto& error : parsed.errors)
    test::require(error.span.begin <= error.span.end && error.span.end <= text.size() && !error.code.empty());
  for (const auto& chip : api::query::chips(parsed.root)) test::require(chip.span.begin <= chip.span.end && chip.span.end <= text.size());
  if (!parsed.ok()) return 0;
  const std::string printed = api::query::print(parsed.root);
  api::query::Parsed again = api::query::parse(printed, kNow, zone);
  if (!again.ok()) {  // spelled out it may be too long to be read; nothing else may go wrong
    test::require(again.errors.front().code == "too_long");
    return 0;
  }
  forget_spelling(parsed.root);
  forget_spelling(again.root);
  test::require(parsed.root == again.root);
  return 0;
}
