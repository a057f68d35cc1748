// PEM bundles as people get them wrong, over the API: each mistake has its own words, names the block, and changes nothing. The
// certificates are made here, with OpenSSL's own command.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "client/api/brand.hpp"
#include "client/api/certificate.hpp"
#include "node/tls/certificate_store.hpp"
#include "node/tls/pem_bundle.hpp"
#include "tests/contract/contract_node.hpp"

namespace pratique::test {
namespace {

std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A root, an authority under it, and what it issues.
class Authority {
 public:
  Authority() {
    write("ca.ext", "basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
    key("root");
    run("openssl req -x509 -new -key root.key -subj '/CN=Harbour Root' -days 3000 -out root.crt");
    key("middle");
    issue("middle", "/CN=Harbour Issuing", "root", "ca.ext", "-days 2000");
  }

  // Key, certificate: PEM texts under this name.
  void leaf(const std::string& name, const std::string& host, const std::string& days = "-days 90", const std::string& type = "ec") {
    write(name + ".ext", "subjectAltName=DNS:" + host + "\n");
    key(name, type);
    issue(name, "/CN=" + host, "middle", name + ".ext", days);
  }
  [[nodiscard]] std::string key_of(const std::string& name) const { return file_text(folder_.path() / (name + ".key")); }
  [[nodiscard]] std::string cert_of(const std::string& name) const { return file_text(folder_.path() / (name + ".crt")); }
  [[nodiscard]] std::string chain() const { return cert_of("middle") + cert_of("root"); }
  [[nodiscard]] std::string bundle(const std::string& name) const { return key_of(name) + cert_of(name) + chain(); }
  [[nodiscard]] std::string encrypted_key(const std::string& name) const {
    run("openssl pkcs8 -topk8 -in " + name + ".key -passout pass:harbour -out " + name + ".enc");
    return file_text(folder_.path() / (name + ".enc"));
  }

 private:
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_.path() / name) << text; }
  void run(const std::string& command) const {
    const std::string line = "cd " + folder_.path().string() + " && " + command + " >log 2>&1";
    INFO(line << "\n" << file_text(folder_.path() / "log"));
    REQUIRE(std::system(line.c_str()) == 0);
  }
  void key(const std::string& name, const std::string& type = "ec") const {
    if (type == "ec")
      run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out " + name + ".key");
    else
      run("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out " + name + ".key");
  }
  void issue(const std::string& name, const std::string& subject, const std::string& by, const std::string& extensions,
             const std::string& days) const {
    run("openssl req -new -key " + name + ".key -subj '" + subject + "' -out " + name + ".csr && openssl x509 -req -in " + name +
        ".csr -CA " + by + ".crt -CAkey " + by + ".key -CAcreateserial -extfile " + extensions + " " + days + " -out " + name + ".crt");
  }

  TempFolder folder_;
};

HttpReply put(const Person& person, const std::string& path, const std::string& bundle) {
  return contract_node().call(
      {.method = "PUT", .path = path, .token = person.token, .body = bundle, .headers = {{"Content-Type", "application/x-pem-file"}}});
}

}  // namespace

TEST_CASE("A bundle with a mistake is refused in words of its own that name the block, and the certificate in use stays",
          "[certificates]") {
  ContractNode& node = contract_node();
  const std::string domain = node.make_domain();
  const std::string host = "mail." + domain;
  const Person admin = node.make_person("tls-" + domain, api::Role::Admin, {}, {domain});
  api::NewBrand brand;
  brand.name = "North";
  brand.domains = {domain};
  brand.hostnames = {host};
  const HttpReply made = node.post(admin, "/v1/brands", api::encode(brand));
  REQUIRE(made.status == 201);
  const std::string path = "/v1/brands/" + api::decode_brand(made.body)->id.value + "/certificate";

  Authority authority;
  authority.leaf("good", host);
  authority.leaf("other", "other.example");
  authority.leaf("old", host, "-not_before 20240101000000Z -not_after 20250101000000Z");
  authority.leaf("early", host, "-not_before 20300101000000Z -not_after 20310101000000Z");
  authority.leaf("weak", host, "-days 90", "rsa");
  const HttpReply kept = put(admin, path, authority.bundle("good"));
  INFO(kept.body);
  REQUIRE(kept.status == 200);
  const auto before = api::decode_certificates(node.get(admin, path).body).value();
  REQUIRE(before.items.size() == 1);
  CHECK(before.items[0].hostname == host);
  CHECK(before.items[0].issuer == "Harbour Issuing");
  CHECK_FALSE(before.items[0].is_self_signed);

  const std::string key = authority.key_of("good"), cert = authority.cert_of("good"), middle = authority.cert_of("middle"),
                    root = authority.cert_of("root");
  std::string damaged = middle;
  damaged.replace(damaged.size() / 2, 3, "***");
  const std::vector<std::pair<std::string, std::string>> mistakes{
      {"PKCS12 or whatever", "This is not PEM"},
      {key + cert + damaged, "Block 3 is damaged"},
      {key + cert + key, "Block 3 is a second private key"},
      {cert + middle + root, "There is no private key"},
      {key, "There is no certificate"},
      {authority.encrypted_key("good") + cert + middle + root, "The private key in block 1 is encrypted"},
      {authority.key_of("other") + cert + middle + root, "The private key in block 1 does not belong to the certificate in block 2"},
      {key + middle + cert + root, "The order is wrong: block 3 is the certificate of the key and has to come before block 2"},
      {key + cert + root + middle, "The order is wrong: block 2 was issued by block 4, not by block 3"},
      {key + cert + root, "The chain has a gap: block 2 was issued by “Harbour Issuing”"},
      {key + cert, "The chain is not complete: the certificate of “Harbour Issuing”, which issued block 2, is missing"},
      {key + cert + middle, "The chain is not complete: the certificate of “Harbour Root”, which issued block 3, is missing"},
      {authority.bundle("old"), "The certificate in block 2 expired on 2025-01-01"},
      {authority.bundle("early"), "The certificate in block 2 is not valid before 2030-01-01"},
      {authority.bundle("other"), "The certificate in block 2 does not cover " + host},
      {authority.bundle("weak"), "The key in block 1 is too weak"},
  };
  std::set<std::string> said;
  for (const auto& [bundle, words] : mistakes) {
    const HttpReply reply = put(admin, path, bundle);
    INFO(words << "\n" << reply.body);
    CHECK(reply.status == 400);
    CHECK(reply.body.contains(words));
    CHECK(reply.body.contains("\"field\":\"certificate\""));
    CHECK_FALSE(reply.body.contains("PRIVATE KEY--"));
    std::printf("  %s\n", reply.body.substr(0, reply.body.find(",\"request_id")).c_str());
    said.insert(words);
  }
  CHECK(said.size() == mistakes.size());
  CHECK(api::decode_certificates(node.get(admin, path).body).value() == before);
  CHECK(put(admin, path + "?hostname=else.example", authority.bundle("good")).status == 404);

  // Anybody can read who signed; nobody but the owner of the data folder the key.
  const std::filesystem::path file = node.data_dir() / "certificates" / (host + ".pem");
  CHECK((std::filesystem::status(file).permissions() & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
        std::filesystem::perms::none);
  CHECK(file_text(file).starts_with("-----BEGIN PRIVATE KEY-----"));
}

TEST_CASE("A host name without a certificate gets one that only the node vouches for, and keeps a better one", "[certificates]") {
  const TempFolder folder;
  const tls::CertificateStore store(folder.path());
  const SystemClock clock;
  CHECK_FALSE(store.is_used());
  REQUIRE(store.make_missing({"mail.north.example", std::string(tls::kDefaultHost)}, clock.wall_now()));
  CHECK(store.is_used());
  const auto first = store.find("mail.north.example");
  REQUIRE(first);
  CHECK(first->is_self_signed);
  CHECK(first->subject == "mail.north.example");
  REQUIRE(store.make_missing({"mail.north.example"}, clock.wall_now()));
  CHECK(store.find("mail.north.example")->fingerprint == first->fingerprint);
  Authority authority;
  authority.leaf("good", "mail.north.example");
  REQUIRE(store.put(authority.bundle("good"), {"mail.north.example"}, clock.wall_now()));
  REQUIRE(store.make_missing({"mail.north.example"}, clock.wall_now()));
  CHECK_FALSE(store.find("mail.north.example")->is_self_signed);
  CHECK(store.list()->items.size() == 2);
  for (const char* name : {"../outside", "a/b", "", "x\0y", "..", "*.north.example"}) CHECK_FALSE(store.find(name));
}

TEST_CASE("An ACME challenge is what its client left in the folder, and no other file", "[certificates]") {
  ContractNode& node = contract_node();
  std::filesystem::create_directories(node.data_dir() / "acme-challenge");
  std::ofstream(node.data_dir() / "acme-challenge" / "token_A-1") << "token_A-1.thumbprint";
  std::ofstream(node.data_dir() / "secret") << "secret";
  const auto get = [&](const std::string& token) { return node.call({.path = "/.well-known/acme-challenge/" + token}); };
  CHECK(get("token_A-1").body == "token_A-1.thumbprint");
  CHECK(get("token_B").status == 404);
  for (const char* token : {"..%2fsecret", "%2e%2e", "..", "secret%00", "a.b"}) CHECK(get(token).status == 404);
}

}  // namespace pratique::test
