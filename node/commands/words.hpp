// The words of a command line, read from the front. Total; one thread.
#pragma once

#include <format>
#include <span>
#include <string>
#include <string_view>

#include "client/base/result.hpp"

namespace pratique::commands {

// The words not yet understood, from the front.
class Words {
 public:
  explicit Words(std::span<const std::string_view> words) : words_(words) {}
  [[nodiscard]] bool empty() const { return words_.empty(); }
  [[nodiscard]] std::string_view peek() const { return words_.empty() ? std::string_view() : words_.front(); }
  std::string_view take() {
    const std::string_view word = words_.front();
    words_ = words_.subspan(1);
    return word;
  }
  // The value of an option that was just taken.
  base::Result<std::string> value_of(std::string_view option) {
    if (words_.empty()) return base::fail(base::ErrorCode::BadInput, std::format("{} needs a value", option), std::string(option));
    return std::string(take());
  }
  [[nodiscard]] base::Result<void> nothing_more() const {
    if (words_.empty()) return {};
    return base::fail(base::ErrorCode::BadInput, std::format("“{}” is not expected here; see --help", words_.front()));
  }

 private:
  std::span<const std::string_view> words_;
};

}  // namespace pratique::commands
