// Which texts are near copies of one another: MinHash signatures over pairs of words, whatever names, numbers, addresses and links
// differ. Equal places of two signatures estimate the share of word pairs that both texts have (Broder 1997). Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pratique::domain {

inline constexpr int kSignaturePlaces = 32;
inline constexpr int kNearCopyPlaces = 14;  // from here on two texts are near copies
inline constexpr std::size_t kSignatureTextBytes = 16u << 10;

// kSignaturePlaces 16-bit numbers as bytes; empty where there is too little text to tell. Scripts without blanks count by letter.
[[nodiscard]] std::string signature_of(std::string_view text);

// Equal places, 0 to kSignaturePlaces; 0 when either is no signature.
[[nodiscard]] int shared_places(std::string_view a, std::string_view b);

// Near copies agree in at least one band with high probability (0.97 where 80 % of word pairs are shared): what an index looks up.
inline constexpr int kBands = 5;
[[nodiscard]] std::array<std::uint64_t, kBands> bands_of(std::string_view signature);

}  // namespace pratique::domain
