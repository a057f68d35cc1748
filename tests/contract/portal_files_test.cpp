#include "node/http/portal_files.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "node/auth/throttle.hpp"
#include "tests/support/temp_folder.hpp"

namespace pratique::http {
namespace {

struct Portal {
  Portal() {
    write("index.html", "<page>");
    write("index.html.br", "BR");
    write("index.html.gz", "GZ");
    write("frame.html", "<frame>");
    write("frame-images.html", "<frame>");
    write("r/index.html", "<report>");
    write("r/install/index.html", "<install>");
    write("r/report-5QXLIFM2.js", "report");
    write("assets/app-5QXLIFM2.js", "code");
    write("assets/pratique-0123456789ab.wasm", "wasm");
    write("assets/pratique-0123456789ab.wasm.br", "small");
    std::ofstream(folder.path().parent_path() / "outside.txt") << "secret";
    files = PortalFiles::load(folder.path()).value();
  }
  void write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories((folder.path() / name).parent_path());
    std::ofstream(folder.path() / name, std::ios::binary) << content;
  }
  [[nodiscard]] handlers::Response get(std::string_view path, std::string_view accept = {}, std::string_view tag = {},
                                       const handlers::HostBrand* brand = nullptr) const {
    return files.answer({.method = "GET", .path = path, .accept_encoding = accept, .if_none_match = tag, .brand = brand});
  }

  test::TempFolder folder;
  PortalFiles files;
};

std::string header(const handlers::Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.headers, name, &std::pair<std::string, std::string>::first);
  return found == response.headers.end() ? std::string() : found->second;
}

// Moved by hand.
class StillClock final : public base::Clock {
 public:
  [[nodiscard]] base::WallTime wall_now() const override { return {}; }
  [[nodiscard]] base::MonoTime mono_now() const override { return now; }
  base::MonoTime now = std::chrono::hours(24);
};

}  // namespace

TEST_CASE("The portal's files come compressed as the browser takes them, with the right type and life", "[portal]") {
  const Portal portal;
  const auto page = portal.get("/", "gzip, deflate, br;q=1.0");
  CHECK(page.body == "BR");
  CHECK(header(page, "Content-Encoding") == "br");
  CHECK(header(page, "Vary") == "Accept-Encoding");
  CHECK(header(page, "Cache-Control") == "no-cache");
  CHECK(page.content_type == "text/html; charset=utf-8");
  CHECK(portal.get("/", "gzip").body == "GZ");
  CHECK(portal.get("/", "br;q=0, gzip;q=0").body == "<page>");
  CHECK(portal.get("/").body == "<page>");
  const auto wasm = portal.get("/assets/pratique-0123456789ab.wasm", "br");
  CHECK(wasm.content_type == "application/wasm");
  CHECK(wasm.body == "small");
  CHECK(header(wasm, "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(header(portal.get("/assets/app-5QXLIFM2.js"), "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(portal.get("/assets/app-5QXLIFM2.js", "br").body == "code");
  for (const char* path : {"/", "/assets/app-5QXLIFM2.js", "/nothing.js"})
    CHECK(header(portal.get(path), "X-Content-Type-Options") == "nosniff");
}

TEST_CASE("Every view has an address, and what is not a view is not there", "[portal]") {
  const Portal portal;
  CHECK(portal.get("/quarantine/message/12").body == "<page>");
  CHECK(portal.get("/missing.js").status == 404);
  for (const char* path : {"/../outside.txt", "/%2e%2e/outside.txt", "/assets/../../outside.txt", "//outside.txt", "/index.html.br"}) {
    INFO(path);
    CHECK(portal.get(path).status == 404);
  }
  CHECK(portal.files.answer({.method = "POST", .path = "/", .accept_encoding = {}, .if_none_match = {}}).status == 405);
  CHECK(PortalFiles().answer({.method = "GET", .path = "/", .accept_encoding = {}, .if_none_match = {}}).status == 404);
}

TEST_CASE("A page that has not changed is not sent again", "[portal]") {
  const Portal portal;
  const std::string tag = header(portal.get("/"), "ETag");
  REQUIRE_FALSE(tag.empty());
  const auto again = portal.get("/", "br", tag);
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(portal.get("/", "br", "\"other\"").status == 200);
}

TEST_CASE("Pages run only our scripts; a message's frame runs none and fetches only pictures the reader asked for", "[portal]") {
  const Portal portal;
  const auto policy = [&](const char* path) { return header(portal.get(path), "Content-Security-Policy"); };
  CHECK(policy("/").find("script-src 'self' 'wasm-unsafe-eval';") != std::string::npos);
  CHECK(policy("/").find("default-src 'none'") == 0);
  for (const char* frame : {"/frame.html", "/frame-images.html"}) {
    CHECK(policy(frame).find("default-src 'none'") == 0);
    CHECK(policy(frame).find("script-src") == std::string::npos);
    CHECK(policy(frame).find("sandbox allow-same-origin") != std::string::npos);
    CHECK(policy(frame).find("allow-scripts") == std::string::npos);
  }
  CHECK(policy("/frame.html").find("http") == std::string::npos);
  CHECK(policy("/frame-images.html").find("img-src https: http: data: blob:") != std::string::npos);
}

TEST_CASE("Other pages frame the portal and its messages only where the operator says so, and load the script that does", "[portal]") {
  Portal portal;
  portal.write("embed.js", "script");
  handlers::HostBrand brand;
  const auto ancestors = [&](std::string_view path) {
    const std::string policy = header(portal.get(path, {}, {}, &brand), "Content-Security-Policy");
    return policy.substr(policy.find("frame-ancestors "));
  };
  CHECK(ancestors("/") == "frame-ancestors 'self'");
  CHECK(ancestors("/frame.html") == "frame-ancestors 'self'");
  portal.files = PortalFiles::load(portal.folder.path()).value();
  brand.embed_origins = " https://panel.example:2083 https://host.example";
  for (const char* path : {"/", "/log", "/frame.html", "/frame-images.html"})
    CHECK(ancestors(path) == "frame-ancestors 'self' https://panel.example:2083 https://host.example");
  CHECK(header(portal.get("/embed.js"), "Cross-Origin-Resource-Policy") == "cross-origin");
  CHECK(header(portal.get("/"), "Cross-Origin-Resource-Policy") == "same-origin");
  CHECK(portal.get("/index.php").body == "<page>");
}

TEST_CASE("The report window keeps its opener, is never framed, and runs and asks only what is ours", "[portal]") {
  const Portal portal;
  for (const char* path : {"/r/", "/r", "/r/index.html"}) {
    INFO(path);
    const auto page = portal.get(path);
    CHECK(page.body == "<report>");
    CHECK(header(page, "Cross-Origin-Opener-Policy") == "unsafe-none");
    CHECK(header(page, "Cross-Origin-Embedder-Policy").empty());
    CHECK(header(page, "Referrer-Policy") == "no-referrer");
    CHECK(header(page, "Content-Security-Policy") ==
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; form-action 'self'; "
          "base-uri 'none'");
  }
  CHECK(portal.get("/r/install/").body == "<install>");
  CHECK(portal.get("/r/install").body == "<install>");
  CHECK(header(portal.get("/r/report-5QXLIFM2.js"), "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(portal.get("/report").body == "<page>");  // a view of the portal
  CHECK(header(portal.get("/"), "Cross-Origin-Opener-Policy").empty());
}

TEST_CASE("Each wrong guess doubles the wait, success ends it, and an hour forgets", "[auth]") {
  StillClock clock;
  auth::Throttle throttle({.free_tries = 3, .longest_wait_secs = 8}, clock);
  CHECK(throttle.charge("ann") == 0);
  CHECK(throttle.charge("ann") == 0);
  CHECK(throttle.charge("ann") == 0);
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 5; ++i) {
    const std::int64_t wait = throttle.charge("ann");
    waits.push_back(wait);
    CHECK(throttle.charge("ann") == wait);  // asking again costs nothing
    clock.now += std::chrono::seconds(wait);
    CHECK(throttle.charge("ann") == 0);
  }
  CHECK(waits == std::vector<std::int64_t>{1, 2, 4, 8, 8});
  CHECK(throttle.charge("bob") == 0);
  throttle.forgive("ann");
  CHECK(throttle.charge("ann") == 0);
  CHECK(throttle.charge("ann") == 0);
  CHECK(auth::throttle_key_of("2001:db8::1") == auth::throttle_key_of("2001:db8::ffff"));
  CHECK(auth::throttle_key_of("192.0.2.1") != auth::throttle_key_of("192.0.2.2"));
}

TEST_CASE("A page shows the brand of its host name: name, logo, colours and what scripts need to know, all escaped", "[portal]") {
  const Portal portal;
  std::ifstream source(std::string(PRATIQUE_SOURCE_DIR) + "/web/index.html");
  portal.write("index.html", {std::istreambuf_iterator<char>(source), {}});
  const PortalFiles files = PortalFiles::load(portal.folder.path()).value();
  handlers::HostBrand brand;
  brand.is_plain = false;
  brand.look.name = "North </title> & \"Sons\"";
  brand.look.logo = "/v1/brand/logo?v=1";
  brand.look.support_url = "https://help.north.example/start?a=b";
  brand.tag = "0123456789abcdef";
  const auto get = [&](std::string_view path, std::string_view tag = {}) {
    return files.answer({.method = "GET", .path = path, .accept_encoding = "br", .if_none_match = tag, .brand = &brand});
  };
  const handlers::Response page = get("/log");
  CHECK(page.body.contains("<title>North &lt;/title&gt; &amp; &quot;Sons&quot;</title>"));
  CHECK(page.body.contains("<link rel=\"icon\" href=\"/v1/brand/logo?v=1\">"));
  CHECK(page.body.contains("alt=\"\">North &lt;/title&gt; &amp; &quot;Sons&quot;</p>"));
  CHECK(page.body.contains("/v1/brand/style?v=0123456789abcdef"));
  CHECK(page.body.contains("<meta name=\"pratique-brand\" content=\"{&quot;name&quot;:"));
  CHECK(page.body.contains(">help.north.example</a></div>"));
  CHECK_FALSE(page.body.contains("Pratique</p>"));
  CHECK(header(page, "Content-Encoding").empty());
  CHECK(get("/log", header(page, "ETag")).status == 304);
  brand.tag = "fedcba9876543210";
  CHECK(get("/log", header(page, "ETag")).status == 200);
  CHECK(get("/manifest.webmanifest").body.contains("\"src\":\"/v1/brand/logo?v=1\""));
  CHECK(header(get("/assets/app-5QXLIFM2.js"), "Cache-Control").contains("immutable"));
  CHECK(get("/frame.html").body == "<frame>");
}

}  // namespace pratique::http
