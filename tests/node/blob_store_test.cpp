#include "node/storage/blob_store.hpp"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <thread>

#include "tests/support/temp_folder.hpp"

namespace pratique::test {

using storage::BlobStore;

TEST_CASE("blobs come back byte for byte under their SHA-256") {
  const TempFolder folder;
  auto store = BlobStore::open(folder.path() / "blobs");
  REQUIRE(store);
  std::string noise;
  for (int i = 0; i < 100'000; ++i) noise += static_cast<char>((i * 7919 + i / 13) & 0xFF);
  for (const std::string& bytes : {std::string(), std::string("a"), std::string("line\r\n.\r\n\0end", 14), noise}) {
    const auto name = store->put(bytes);
    REQUIRE(name);
    CHECK(*store->get(*name) == bytes);
    CHECK(*store->put(bytes) == *name);
    CHECK(store->verify(*name));
    CHECK(std::filesystem::exists(folder.path() / "blobs" / name->substr(0, 2) / (*name + ".zst")));
  }
  CHECK(*store->put("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(std::filesystem::is_empty(folder.path() / "blobs" / "tmp"));
}

TEST_CASE("what an interrupted put left behind is cleared when the node starts, and kept when a command runs beside it") {
  const TempFolder folder;
  REQUIRE(BlobStore::open(folder.path() / "blobs"));
  const auto leftover = folder.path() / "blobs" / "tmp" / "half.1.2";
  std::ofstream(leftover) << "half";
  REQUIRE(BlobStore::open(folder.path() / "blobs", storage::Leftovers::Keep));
  CHECK(std::filesystem::exists(leftover));
  REQUIRE(BlobStore::open(folder.path() / "blobs"));
  CHECK_FALSE(std::filesystem::exists(leftover));
}

TEST_CASE("a damaged blob is never handed out, and storing the message again mends it") {
  const TempFolder folder;
  auto store = BlobStore::open(folder.path() / "blobs");
  const std::string name = *store->put("the message");
  const auto path = folder.path() / "blobs" / name.substr(0, 2) / (name + ".zst");
  for (const std::string& damage : {std::string(), std::string("not zstd"), std::string("\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00other", 14)}) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << damage;
    const auto got = store->get(name);
    REQUIRE_FALSE(got);
    CHECK(got.error().code == base::ErrorCode::Internal);
    CHECK_FALSE(store->verify(name));
    CHECK(*store->put("the message") == name);
    CHECK(store->verify(name));
  }
}

TEST_CASE("absent blobs and names that are no hashes are not found, wherever they point") {
  const TempFolder folder;
  auto store = BlobStore::open(folder.path() / "blobs");
  std::ofstream(folder.path() / "secret") << "x";
  for (const std::string& name :
       {std::string(64, 'a'), std::string("../secret"), std::string(), std::string(64, '/'), std::string(64, 'A')}) {
    const auto got = store->get(name);
    REQUIRE_FALSE(got);
    CHECK(got.error().code == base::ErrorCode::NotFound);
  }
  CHECK(store->remove(std::string(64, 'a')));
}

TEST_CASE("the same message put by many threads at once is there for each as soon as it is told so") {
  const TempFolder folder;
  auto store = BlobStore::open(folder.path() / "blobs");
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        const std::string bytes = "message " + std::to_string(i);
        const auto name = store->put(bytes);
        if (name && store->get(*name) == bytes) ++good;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(good == 80);
}

}  // namespace pratique::test
