#include "node/tls/pem_blocks.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <cstring>
#include <format>

#include "client/base/text.hpp"

namespace pratique::tls {
namespace {

constexpr int kBlocksMax = 20;

// What PEM_read_bio hands out.
struct Block {
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long length = 0;
  Block() = default;
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block() {
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, static_cast<std::size_t>(length));
  }
  [[nodiscard]] bool is_encrypted() const {
    return std::string_view(name) == "ENCRYPTED PRIVATE KEY" || std::strstr(header, "ENCRYPTED") != nullptr;
  }
};

base::Result<void> take_key(const Block& block, int number, Blocks& blocks) {
  if (blocks.key) return bad_bundle(std::format("Block {} is a second private key; block {} is one already", number, blocks.key_block));
  if (block.is_encrypted()) return bad_bundle(std::format("The private key in block {} is encrypted; give it without a password", number));
  const unsigned char* at = block.data;
  blocks.key.reset(d2i_AutoPrivateKey(nullptr, &at, block.length));
  if (!blocks.key) return bad_bundle(std::format("The private key in block {} cannot be read", number));
  blocks.key_block = number;
  return {};
}

base::Result<void> take(const Block& block, int number, Blocks& blocks) {
  const std::string_view name = block.name;
  if (name.ends_with("PRIVATE KEY")) return take_key(block, number, blocks);
  if (name == "EC PARAMETERS") return {};  // what `openssl ecparam` writes before a key
  if (name != "CERTIFICATE" && name != "X509 CERTIFICATE")
    return bad_bundle(
        std::format("Block {} is a {}, which does not belong here", number, base::to_one_line(base::first_code_points(name, 40))));
  const unsigned char* at = block.data;
  Cert cert(d2i_X509(nullptr, &at, block.length));
  if (!cert) return bad_bundle(std::format("The certificate in block {} cannot be read", number));
  blocks.certs.push_back({std::move(cert), number});
  return {};
}

}  // namespace

std::unexpected<base::Error> bad_bundle(std::string message) {
  ERR_clear_error();
  return base::fail(base::ErrorCode::BadInput, std::move(message), "certificate");
}

base::Result<Blocks> read_blocks(std::string_view pem) {
  const Bio source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Blocks blocks;
  for (int number = 1;; ++number) {
    Block block;
    if (PEM_read_bio(source.get(), &block.name, &block.header, &block.data, &block.length) != 1) {
      const bool is_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
      if (!is_end) return bad_bundle(std::format("Block {} is damaged: its lines are not Base64, or its end is missing", number));
      if (number == 1) return bad_bundle("This is not PEM: there is no block that begins with -----BEGIN");
      break;
    }
    if (number > kBlocksMax) return bad_bundle(std::format("A bundle has at most {} blocks", kBlocksMax));
    TRY_VOID(take(block, number, blocks));
  }
  if (!blocks.key) return bad_bundle("There is no private key in the bundle");
  if (blocks.certs.empty())
    return bad_bundle(std::format("There is no certificate in the bundle, only the private key in block {}", blocks.key_block));
  ERR_clear_error();
  return blocks;
}

}  // namespace pratique::tls
