#include "node/ingest/data_reader.hpp"

namespace pratique::ingest {

void DataReader::keep(std::string_view bytes) {
  if (too_large_) return;
  if (message_.size() + bytes.size() > max_bytes_) {
    too_large_ = true;
    message_ = std::string();
    return;
  }
  message_ += bytes;
}

std::size_t DataReader::feed(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && state_ != State::Finished) {
    const char c = bytes[at];
    switch (state_) {
      case State::Text: {
        // Long runs without CR are the usual case.
        const auto cr = bytes.find('\r', at);
        const auto end = cr == std::string_view::npos ? bytes.size() : cr + 1;
        keep(bytes.substr(at, end - at));
        at = end;
        if (cr != std::string_view::npos) state_ = State::Cr;
        continue;
      }
      case State::Cr:
        keep(bytes.substr(at, 1));
        state_ = c == '\n' ? State::LineStart : c == '\r' ? State::Cr : State::Text;
        break;
      case State::LineStart:
        if (c == '.') {
          state_ = State::Dot;
          break;
        }
        state_ = State::Text;
        continue;
      case State::Dot:  // the first dot of a line is transparency, whatever follows
        if (c == '\r') {
          state_ = State::DotCr;
          break;
        }
        state_ = State::Text;
        continue;
      case State::DotCr:
        if (c == '\n') {
          state_ = State::Finished;
          break;
        }
        keep("\r");
        state_ = State::Cr;
        continue;
      case State::Finished:
        break;
    }
    ++at;
  }
  return at;
}

}  // namespace pratique::ingest
