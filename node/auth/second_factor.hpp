// The second factor of an account: turning it on and off, and checking the code of a sign-in. Codes of six digits work once each and are
// throttled per account; so are recovery codes. Any thread. Outlived by storage, key and clock.
#pragma once

#include <cstdint>
#include <string_view>

#include "client/api/second_factor.hpp"
#include "client/base/clock.hpp"
#include "client/base/result.hpp"
#include "node/auth/node_key.hpp"
#include "node/auth/throttle.hpp"
#include "node/storage/account_repository.hpp"
#include "node/storage/second_factor_repository.hpp"

namespace pratique::auth {

class SecondFactor {
 public:
  SecondFactor(storage::SecondFactorRepository& storage, NodeKey& key, const base::Clock& clock);

  enum class Passed : std::uint8_t { NotNeeded, ByCode, ByRecoveryCode };
  // Unauthenticated with field "code": it is on, and the code is missing or wrong. Throttled.
  [[nodiscard]] base::Result<Passed> check(const storage::User& user, std::string_view code);

  [[nodiscard]] base::Result<api::SecondFactorState> state(const storage::User& user) const;
  [[nodiscard]] base::Result<api::SecondFactorOffer> begin(const storage::User& user);  // Conflict: it is on
  // BadInput with field "code": wrong. Conflict: none was begun, or it is on. Throttled.
  [[nodiscard]] base::Result<api::RecoveryCodes> confirm(const storage::User& user, std::string_view code);
  [[nodiscard]] base::Result<void> turn_off(const storage::User& user);

 private:
  [[nodiscard]] base::Result<std::string> secret_of(const storage::User& user, const storage::StoredSecondFactor& stored);
  [[nodiscard]] base::Result<Passed> judge(const storage::User& user, const storage::StoredSecondFactor& stored, std::string_view code);

  storage::SecondFactorRepository& storage_;
  NodeKey& key_;
  const base::Clock& clock_;
  Throttle tries_;
};

}  // namespace pratique::auth
