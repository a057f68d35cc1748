// Near copies find each other on arrival, and "is:alone" shows each wave once, whatever comes and goes.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "node/domain/near_copy.hpp"
#include "tests/node/storage_fixture.hpp"

namespace pratique::test {
namespace {

using api::query::Field;

const std::string kParcel =
    "Dear customer your parcel could not be delivered because the address was incomplete. Please confirm the address and pay the small "
    "remaining fee within three days, otherwise we have to return the parcel to the sender of the goods.";

storage::NewDelivery letter(const std::string& recipient, const std::string& ident, const std::string& text, int minute = 0) {
  storage::NewDelivery d = delivery_to(recipient, ident);
  d.signature = domain::signature_of(text);
  d.sender_organisation = "example.org";
  d.summary.received_at = at_ms(kStartMs + minute * 60'000LL);
  return d;
}

struct Waves : StorageFixture {
  storage::MessageRepository& messages() { return storage->messages(); }
  std::string wave_of(const api::MessageId& id) { return messages().find(domain::Scope::system(), id).value().summary.wave.id; }
  std::vector<std::string> alone(const domain::Scope& scope) {
    storage::ListQuery query;
    query.where = all_of({term(Field::Status, {"quarantined"}), term(Field::Is, {"alone"})});
    const auto page = messages().list(scope, query);
    REQUIRE(page);
    const auto count = messages().count(scope, query.where);
    REQUIRE(count == page->total);
    std::vector<std::string> ids;
    for (const auto& item : page->items) ids.push_back(item.id.value);
    return ids;
  }
  void change(const api::MessageId& id, api::Status from, api::Status to) {
    REQUIRE(messages().change_status(domain::Scope::system(), {id, from, to, at_ms(kStartMs), "moved", "", std::nullopt, ""}) == true);
  }
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("names, numbers, links and case do not part near copies, other words do") {
  const auto near = [](const std::string& a, const std::string& b) {
    return domain::shared_places(domain::signature_of(a), domain::signature_of(b)) >= domain::kNearCopyPlaces;
  };
  CHECK(domain::signature_of(kParcel).size() == 64);
  CHECK(near(kParcel + " bob@dest.test 4711", "PARCEL " + kParcel + " eve@dest.test 8150 https://x.test/9"));
  std::string reworded = kParcel;
  reworded.replace(reworded.find("customer"), 8, "Mr Brown");
  reworded.replace(reworded.find("three days"), 10, "one week");
  CHECK(near(kParcel, reworded));
  CHECK_FALSE(near(kParcel,
                   "An entirely different letter about the summer party of our sailing club with music, dinner and fireworks beside the "
                   "harbour, to which we invite all members and their families and friends."));
  CHECK(near("お客様のお荷物をお届けできませんでした。住所をご確認のうえ手数料をお支払いください。番号一",
             "お客様のお荷物をお届けできませんでした。住所をご確認のうえ手数料をお支払いください。番号二"));
  CHECK(domain::signature_of("too short").empty());
  CHECK(domain::signature_of("").empty());
  CHECK(domain::shared_places("", "") == 0);
  (void)domain::signature_of(std::string(100'000, '\xFF'));
}

TEST_CASE_METHOD(Waves, "a near copy joins the wave of its sender and domain, and nobody else's") {
  const auto first = wave_of(add(letter("bob@dest.test", "1", kParcel + " Bob Miller")));
  CHECK(wave_of(add(letter("eve@dest.test", "2", kParcel + " Eve Jones"))) == first);
  CHECK(wave_of(add(letter("bob@other.test", "3", kParcel))) != first);
  auto elsewhere = letter("bob@dest.test", "4", kParcel);
  elsewhere.sender_organisation = "another.example";
  CHECK(wave_of(add(elsewhere)) != first);
  CHECK(wave_of(add(letter("bob@dest.test", "5",
                           "Our sailing club invites all members to the summer party beside the harbour with music"))) != first);
  CHECK(wave_of(add(letter("bob@dest.test", "6", kParcel, 60 * 24 * 20))) != first);  // three weeks later it is a new one
  CHECK(wave_of(add(letter("bob@dest.test", "7", "hi"))).empty());
}

TEST_CASE_METHOD(Waves, "waves that ended are forgotten") {
  for (int i = 0; i < 20; ++i) {
    auto d = letter("bob@dest.test", "old" + std::to_string(i), kParcel);
    d.sender_organisation = "s" + std::to_string(i) + ".example";
    add(d);
  }
  for (int i = 0; i < 10; ++i) {
    auto d = letter("bob@dest.test", "new" + std::to_string(i), kParcel, 60 * 24 * 30);
    d.sender_organisation = "t" + std::to_string(i) + ".example";
    add(d);
  }
  // The first ones, asked for again, start anew although their text is the same.
  auto again = letter("bob@dest.test", "again", kParcel, 60 * 24 * 30);
  again.sender_organisation = "s0.example";
  CHECK(wave_of(add(again)) == "w31");
}

TEST_CASE_METHOD(Waves, "is:alone shows the newest held message of each wave in the caller's scope") {
  const auto bob1 = add(letter("bob@dest.test", "1", kParcel, 1));
  const auto eve = add(letter("eve@dest.test", "2", kParcel, 2));
  const auto bob2 = add(letter("bob@dest.test", "3", kParcel, 3));
  const auto late = add(letter("bob@dest.test", "4", kParcel, 0));  // waited in a queue: arrives last, is the oldest
  const auto single = add(delivery_to("bob@dest.test", "5"));
  const auto bob = email_scope({"bob@dest.test"});
  CHECK(alone(bob) == Ids{bob2.value, single.value});
  CHECK(alone(email_scope({"eve@dest.test"})) == Ids{eve.value});
  CHECK(alone(email_scope({"bob@dest.test", "eve@dest.test"})) == Ids{bob2.value, single.value});
  CHECK(alone(domain_scope({"dest.test"})) == Ids{bob2.value, single.value});
  CHECK(alone(domain::Scope::system()) == Ids{bob2.value, single.value});

  change(bob2, api::Status::Quarantined, api::Status::Removed);
  CHECK(alone(bob) == Ids{bob1.value, single.value});
  CHECK(alone(domain_scope({"dest.test"})) == Ids{eve.value, single.value});
  CHECK(alone(email_scope({"bob@dest.test", "eve@dest.test"})) == Ids{eve.value, single.value});
  change(bob1, api::Status::Quarantined, api::Status::Removed);
  CHECK(alone(bob) == Ids{single.value, late.value});
  change(bob2, api::Status::Removed, api::Status::Quarantined);
  change(bob1, api::Status::Removed, api::Status::Quarantined);
  CHECK(alone(bob) == Ids{bob2.value, single.value});
  CHECK(alone(domain_scope({"dest.test"})) == Ids{bob2.value, single.value});
}

TEST_CASE_METHOD(Waves, "the flags agree with the rows after any order of coming and going") {
  std::vector<api::MessageId> ids;
  std::vector<bool> held;
  unsigned seed = 7;
  const auto below = [&seed](unsigned limit) { return (seed = seed * 1103515245U + 12345U) / 65536U % limit; };
  for (int step = 0; step < 120; ++step) {
    if (ids.size() < 12 || below(4) == 0) {
      const char* who = below(2) == 0 ? "bob@dest.test" : "eve@dest.test";
      ids.push_back(add(letter(who, std::to_string(step), below(3) == 0 ? kParcel : kParcel + " " + kParcel.substr(5, 90),
                               static_cast<int>(below(500)))));
      held.push_back(true);
    } else {
      const auto i = below(static_cast<unsigned>(ids.size()));
      change(ids[i], held[i] ? api::Status::Quarantined : api::Status::Removed, held[i] ? api::Status::Removed : api::Status::Quarantined);
      held[i] = !held[i];
    }
    for (const auto& scope : {email_scope({"bob@dest.test"}), domain_scope({"dest.test"})}) {
      storage::ListQuery query;
      query.where = term(Field::Status, {"quarantined"});
      query.limit = 500;
      const auto page = messages().list(scope, query);
      REQUIRE(page);
      Ids expected;
      std::vector<std::string> seen;
      for (const auto& item : page->items) {
        if (std::ranges::find(seen, item.wave.id) != seen.end()) continue;
        seen.push_back(item.wave.id);
        expected.push_back(item.id.value);
      }
      REQUIRE(alone(scope) == expected);
    }
  }
}

TEST_CASE_METHOD(Waves, "mail of a domain that a mailbox had released is worth a look there, and only there") {
  const auto worth = [this](const std::string& recipient, const std::string& ident) {
    auto d = delivery_to(recipient, ident);
    d.worth_a_look_if_known = true;
    return messages().find(domain::Scope::system(), add(d)).value().summary.worth_a_look;
  };
  CHECK_FALSE(worth("bob@dest.test", "1"));
  const auto id = add(delivery_to("bob@dest.test", "2"));
  change(id, api::Status::Quarantined, api::Status::ReleasePending);
  CHECK_FALSE(worth("bob@dest.test", "3"));
  change(id, api::Status::ReleasePending, api::Status::Released);
  CHECK(worth("bob@dest.test", "4"));
  CHECK_FALSE(worth("eve@dest.test", "5"));
  CHECK(messages().known_senders("dest.test", 10).value() == Ids{"example.org"});
  CHECK(messages().known_senders("other.test", 10).value().empty());
}

}  // namespace pratique::test
