#include "node/domain/note.hpp"

#include "client/base/text.hpp"

namespace pratique::domain {

base::Result<std::string> normal_note(std::string_view text, std::string field) {
  std::string note(base::trim(base::strip_controls(text)));
  if (base::count_code_points(note) > kNoteCodePoints)
    return base::fail(base::ErrorCode::BadInput, "At most 500 characters can be written here", std::move(field));
  return note;
}

}  // namespace pratique::domain
