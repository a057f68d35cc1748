// The body of DATA (RFC 5321 §4.1.1.4, §4.5.2): ends at CR LF . CR LF and nowhere else. A dot after a bare LF or CR is
// data: whoever ends messages there lets senders smuggle a second one past the filter. Bare CR and LF are kept as they are.
// Total; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pratique::ingest {

class DataReader {
 public:
  explicit DataReader(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // Takes bytes up to the end of the message; answers how many. finished() tells whether the end was among them.
  [[nodiscard]] std::size_t feed(std::string_view bytes);
  [[nodiscard]] bool finished() const { return state_ == State::Finished; }
  [[nodiscard]] bool too_large() const { return too_large_; }  // what came is dropped, the rest is read and dropped
  [[nodiscard]] std::string take() { return std::move(message_); }

 private:
  enum class State : std::uint8_t { LineStart, Text, Cr, Dot, DotCr, Finished };
  void keep(std::string_view bytes);
  std::size_t max_bytes_;
  std::string message_;
  State state_ = State::LineStart;
  bool too_large_ = false;
};

}  // namespace pratique::ingest
