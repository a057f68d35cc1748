#include "node/domain/csv.hpp"

#include "client/base/text.hpp"

namespace pratique::domain {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Marked or not, what follows the apostrophes would be calculated; so marking can always be undone exactly.
bool looks_like_formula(std::string_view cell) {
  const auto first = cell.find_first_not_of('\'');
  return first != std::string_view::npos && std::string_view("=+-@\t\r").find(cell[first]) != std::string_view::npos;
}

class Parser {
 public:
  Parser(std::string_view text, CsvLimits limits) : text_(text), limits_(limits) {}

  base::Result<std::vector<CsvRow>> rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      CsvRow row;
      row.line = line_;
      TRY_VOID(read_row(row));
      if (row.cells.size() == 1 && row.cells.front().empty()) continue;
      if (rows.size() == limits_.rows) return csv_error(row.line, 1, "there are more than " + std::to_string(limits_.rows) + " rows");
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  base::Result<void> read_row(CsvRow& row) {
    for (;;) {
      const std::size_t column = row.cells.size() + 1;
      row.cells.emplace_back();
      TRY_VOID(peek() == '"' ? read_quoted(row.cells.back(), column) : read_plain(row.cells.back(), column));
      if (take(',')) continue;
      (void)take('\r');  // only before LF or the end: read_plain and read_quoted stop nowhere else
      if (take('\n')) ++line_;
      return {};
    }
  }

  base::Result<void> read_plain(std::string& cell, std::size_t column) {
    while (at_ < text_.size() && !at_end_of_cell()) {
      if (text_[at_] == '"') return csv_error(line_, column, "a quotation mark stands in the middle of a cell");
      TRY_VOID(append(cell, column));
    }
    return {};
  }

  base::Result<void> read_quoted(std::string& cell, std::size_t column) {
    const std::int64_t begin_line = line_;
    ++at_;
    for (;;) {
      if (at_ == text_.size()) return csv_error(begin_line, column, "the closing quotation mark is missing");
      if (text_[at_] == '"') {
        ++at_;
        if (peek() != '"') break;
      } else if (text_[at_] == '\n') {
        ++line_;
      }
      TRY_VOID(append(cell, column));
    }
    if (at_ < text_.size() && !at_end_of_cell()) return csv_error(line_, column, "something follows the closing quotation mark");
    return {};
  }

  base::Result<void> append(std::string& cell, std::size_t column) {
    if (cell.size() == limits_.cell_bytes) return csv_error(line_, column, "the text is too long");
    cell += text_[at_++];
    return {};
  }

  [[nodiscard]] bool at_end_of_cell() const {
    const char c = text_[at_];
    return c == ',' || c == '\n' || (c == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string_view text_;
  CsvLimits limits_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
};

}  // namespace

std::unexpected<base::Error> csv_error(std::int64_t line, std::size_t column, const std::string& why) {
  return base::fail(base::ErrorCode::BadInput, "Line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + why, "file");
}

base::Result<std::vector<CsvRow>> parse_csv(std::string_view text, CsvLimits limits) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (!base::is_utf8(text)) return base::fail(base::ErrorCode::BadInput, "The file is not UTF-8 text", "file");
  return Parser(text, limits).rows();
}

namespace {

// A minus before a number is no formula.
bool is_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  return !cell.empty() && cell.size() <= 20 && cell.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += ',';
    const std::string cell = (looks_like_formula(cells[i]) && !is_number(cells[i]) ? "'" : "") + cells[i];
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      row += cell;
      continue;
    }
    row += '"';
    for (const char c : cell) {
      if (c == '"') row += '"';
      row += c;
    }
    row += '"';
  }
  return row + "\r\n";
}

std::string without_formula_mark(std::string_view cell) {
  if (cell.starts_with('\'') && looks_like_formula(cell)) cell.remove_prefix(1);
  return std::string(cell);
}

}  // namespace pratique::domain
