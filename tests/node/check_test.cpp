#include "node/commands/check.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "tests/node/storage_fixture.hpp"

namespace pratique::test {

TEST_CASE_METHOD(StorageFixture, "check proves what is stored, names what is damaged and removes only what nobody needs") {
  auto kept = delivery_to("bob@dest.test", "1");
  kept.blob_sha256 = *storage->blobs().put("kept");
  add(kept);
  const std::string orphan = *storage->blobs().put("orphan");
  const auto sound = commands::check_store(commands::Orphans::Count, *storage);
  REQUIRE(sound);
  CHECK(sound->good());
  CHECK(sound->blobs == 1);
  CHECK(sound->orphans == 1);
  CHECK(storage->blobs().verify(orphan));
  CHECK(commands::check_store(commands::Orphans::Remove, *storage)->orphans == 1);
  CHECK_FALSE(storage->blobs().verify(orphan));
  CHECK(storage->blobs().verify(kept.blob_sha256));

  const auto& hash = kept.blob_sha256;
  std::ofstream(storage->blobs().folder() / hash.substr(0, 2) / (hash + ".zst"), std::ios::trunc) << "rot";
  const auto damaged = commands::check_store(commands::Orphans::Count, *storage);
  CHECK_FALSE(damaged->good());
  REQUIRE(damaged->damaged.size() == 1);
  CHECK(damaged->damaged[0].starts_with(hash));
}

}  // namespace pratique::test
