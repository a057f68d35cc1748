#include "node/domain/near_copy.hpp"

#include <algorithm>
#include <limits>
#include <unordered_set>
#include <vector>

#include "client/base/text.hpp"
#include "node/domain/text_key.hpp"

namespace pratique::domain {
namespace {

constexpr int kBandPlaces = 3;
constexpr std::size_t kLeastPairs = 6;
constexpr std::size_t kWordsRead = 3000;

std::uint64_t mixed(std::uint64_t value) {  // the finaliser of SplitMix64
  value += 0x9E3779B97F4A7C15ULL;
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31);
}

// Thai to Khmer, and Han, kana and Hangul: words are not set apart by blanks, or letters say enough.
bool is_word_by_itself(char32_t c) {
  return (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800) || (c >= 0x2E80 && c < 0xFB00) ||
         (c >= 0x20000 && c < 0x40000);
}
bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x3000;
}
bool is_punctuation(char32_t c) {
  return (c < 0x80 && (c < 'a' || c > 'z')) || (c >= 0xA1 && c < 0xC0) || (c >= 0x2010 && c < 0x2070) || (c >= 0x3000 && c < 0x3040);
}
// A word with one of these is somebody's name, number or link.
bool makes_personal(char32_t c) {
  return (c >= '0' && c <= '9') || c == '@' || c == '/';
}

class Words {
 public:
  void read(std::string_view text) {
    for (const base::CodePoint point : base::code_points(text)) {
      if (hashes_.size() >= kWordsRead) return;
      take(point.value);
    }
    end_word();
  }
  [[nodiscard]] const std::vector<std::uint64_t>& hashes() const { return hashes_; }

 private:
  void take(char32_t c) {
    if (is_blank(c)) {
      end_word();
    } else if (is_word_by_itself(c)) {
      end_word();
      if (!is_punctuation(c)) hashes_.push_back(mixed(c));
    } else if (makes_personal(c)) {
      personal_ = true;
    } else if (!is_punctuation(c)) {
      word_ = mixed(word_ ^ c);
      ++letters_;
    }
  }
  void end_word() {
    if (letters_ > 0 && !personal_) hashes_.push_back(word_);
    word_ = 0;
    letters_ = 0;
    personal_ = false;
  }

  std::vector<std::uint64_t> hashes_;
  std::uint64_t word_ = 0;
  int letters_ = 0;
  bool personal_ = false;
};

std::uint16_t place(std::string_view signature, int index) {
  const auto at = static_cast<std::size_t>(index) * 2;
  return static_cast<std::uint16_t>(static_cast<unsigned char>(signature[at]) | static_cast<unsigned char>(signature[at + 1]) << 8);
}

constexpr std::size_t kSignatureBytes = kSignaturePlaces * 2;

}  // namespace

std::string signature_of(std::string_view text) {
  std::string_view start = text.substr(0, kSignatureTextBytes);
  Words words;
  words.read(fold_case(compatibility_form(start)));
  std::unordered_set<std::uint64_t> pairs;
  for (std::size_t i = 1; i < words.hashes().size(); ++i) pairs.insert(mixed(words.hashes()[i - 1]) ^ words.hashes()[i]);
  if (pairs.size() < kLeastPairs) return {};
  std::string signature;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(kSignaturePlaces); ++i) {
    const std::uint64_t seed = mixed(i + 1);
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (const std::uint64_t pair : pairs) least = std::min(least, mixed(pair ^ seed));
    signature += static_cast<char>(least & 0xFF);
    signature += static_cast<char>((least >> 8) & 0xFF);
  }
  return signature;
}

int shared_places(std::string_view a, std::string_view b) {
  if (a.size() != kSignatureBytes || b.size() != kSignatureBytes) return 0;
  int shared = 0;
  for (int i = 0; i < kSignaturePlaces; ++i) shared += place(a, i) == place(b, i) ? 1 : 0;
  return shared;
}

std::array<std::uint64_t, kBands> bands_of(std::string_view signature) {
  std::array<std::uint64_t, kBands> bands{};
  if (signature.size() != kSignatureBytes) return bands;
  for (int band = 0; band < kBands; ++band) {
    std::uint64_t key = mixed(static_cast<std::uint64_t>(band));
    for (int i = 0; i < kBandPlaces; ++i) key = mixed(key ^ place(signature, band * kBandPlaces + i));
    bands[static_cast<std::size_t>(band)] = key;
  }
  return bands;
}

}  // namespace pratique::domain
