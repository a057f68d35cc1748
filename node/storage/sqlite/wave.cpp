#include "node/storage/sqlite/wave.hpp"

#include <chrono>
#include <optional>
#include <vector>

#include "client/base/text.hpp"
#include "node/domain/near_copy.hpp"
#include "node/storage/sqlite/rows.hpp"

namespace pratique::storage::sqlite {
namespace {

constexpr std::chrono::days kWaveAge{14};
constexpr std::chrono::hours kTouchEvery{1};
constexpr std::int64_t kCandidatesPerBand = 16;
constexpr std::int64_t kForgottenAtOnce = 3;

struct Known {
  std::int64_t id = 0;
  std::string signature;
  std::int64_t last_at = 0;
};

// Bands of one organisation's mail to one domain: other mail never meets them.
std::vector<std::int64_t> band_keys(std::string_view signature, std::int64_t domain_id, std::string_view sender) {
  std::uint64_t who = 14695981039346656037ULL ^ static_cast<std::uint64_t>(domain_id);
  for (const char c : sender) who = (who ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::vector<std::int64_t> keys;
  for (const std::uint64_t band : domain::bands_of(signature)) keys.push_back(static_cast<std::int64_t>((band ^ who) >> 1));
  return keys;
}

struct Text {
  std::string_view signature;
  std::string_view sender_organisation;
  base::WallTime at{};
};

base::Result<std::optional<Known>> most_similar(Connection& db, const Text& text, std::int64_t domain_id,
                                                const std::vector<std::int64_t>& keys) {
  const base::WallTime at = text.at;
  std::optional<Known> best;
  int best_shared = domain::kNearCopyPlaces - 1;
  for (const std::int64_t key : keys) {
    TRY(Rows rows,
        db.query(
            "SELECT w.id, w.signature, w.last_at FROM wave_band b JOIN wave w ON w.id = b.wave_id WHERE b.key = ? AND w.domain_id "
            "= ? AND w.sender = ? AND w.last_at BETWEEN ? AND ? ORDER BY b.wave_id DESC LIMIT ?",
            {key, domain_id, value_of(text.sender_organisation), value_of(at - kWaveAge), value_of(at + kWaveAge), kCandidatesPerBand}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      Known known{rows.integer(0), rows.text(1), rows.integer(2)};
      const int shared = domain::shared_places(known.signature, text.signature);
      if (shared <= best_shared) continue;
      best_shared = shared;
      best = std::move(known);
    }
    if (best_shared == domain::kSignaturePlaces) break;
  }
  return best;
}

// A few at a time, with each new one: the tables hold two weeks, whatever comes.
base::Result<void> forget_old(Connection& db, base::WallTime now) {
  struct Old {
    Known wave;
    std::int64_t domain_id;
    std::string sender;
  };
  std::vector<Old> old;
  {
    TRY(Rows rows, db.query("SELECT id, signature, domain_id, sender FROM wave WHERE last_at < ? ORDER BY last_at LIMIT ?",
                            {value_of(now - kWaveAge), kForgottenAtOnce}));
    for (;;) {
      TRY(const bool more, rows.next());
      if (!more) break;
      old.push_back({{rows.integer(0), rows.text(1), 0}, rows.integer(2), rows.text(3)});
    }
  }
  for (const Old& one : old) {
    for (const std::int64_t key : band_keys(one.wave.signature, one.domain_id, one.sender))
      TRY_VOID(db.run("DELETE FROM wave_band WHERE key = ? AND wave_id = ?", {key, one.wave.id}));
    TRY_VOID(db.run("DELETE FROM wave WHERE id = ?", {one.wave.id}));
  }
  return {};
}

}  // namespace

base::Result<std::string> decide_wave(Connection& db, const NewDelivery& delivery, std::int64_t domain_id) {
  if (delivery.signature.empty()) return delivery.summary.wave.id;
  const base::WallTime at = delivery.summary.received_at;
  const std::vector<std::int64_t> keys = band_keys(delivery.signature, domain_id, delivery.sender_organisation);
  TRY(const auto known, most_similar(db, {delivery.signature, delivery.sender_organisation, at}, domain_id, keys));
  if (known) {
    if (base::WallTime(std::chrono::milliseconds(known->last_at)) + kTouchEvery < at)
      TRY_VOID(db.run("UPDATE wave SET last_at = ? WHERE id = ?", {value_of(at), known->id}));
    return "w" + std::to_string(known->id);
  }
  TRY_VOID(db.run("INSERT INTO wave(domain_id, sender, signature, last_at) VALUES (?,?,?,?)",
                  {domain_id, delivery.sender_organisation, Bytes{delivery.signature}, value_of(at)}));
  const std::int64_t id = db.last_id();
  for (const std::int64_t key : keys) TRY_VOID(db.run("INSERT OR IGNORE INTO wave_band(key, wave_id) VALUES (?,?)", {key, id}));
  TRY_VOID(forget_old(db, at));
  return "w" + std::to_string(id);
}

base::Result<std::optional<std::string>> find_wave(Connection& db, std::string_view signature, std::string_view sender_organisation,
                                                   base::WallTime at, std::int64_t domain_id) {
  if (signature.empty()) return std::nullopt;
  TRY(const auto known,
      most_similar(db, {signature, sender_organisation, at}, domain_id, band_keys(signature, domain_id, sender_organisation)));
  return known ? std::optional("w" + std::to_string(known->id)) : std::nullopt;
}

base::Result<bool> knows_sender(Connection& db, const NewDelivery& delivery, std::int64_t recipient_id) {
  const std::string& address = delivery.summary.header_from.address;
  const auto at = address.find('@');
  if (at == std::string::npos) return false;
  const auto found = db.integer("SELECT n FROM known_sender WHERE recipient_id = ? AND sender = ?",
                                {recipient_id, base::to_lower_ascii(std::string_view(address).substr(at + 1))});
  if (!found && found.error().code == base::ErrorCode::NotFound) return false;
  if (!found) return std::unexpected(found.error());
  return true;
}

}  // namespace pratique::storage::sqlite
