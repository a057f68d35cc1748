#include "node/http/portal_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "client/base/text.hpp"
#include "node/domain/digest.hpp"
#include "node/http/branded_page.hpp"

namespace pratique::http {
namespace {

using handlers::Response;

struct TypeOf {
  std::string_view extension;
  std::string_view content_type;
};
constexpr auto kTypes = std::to_array<TypeOf>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
});

// What ends with frame-ancestors 'self' is for the portal's own page, and for those that the operator lets frame it.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src "
    "'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors "
    "'self'";
// A message body: sanitised already, and even if that failed it can neither run, submit, navigate nor (but for pictures
// the reader asked for) fetch. allow-same-origin lets the portal fill it; without allow-scripts it gives the mail nothing.
constexpr std::string_view kFramePolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; font-src 'none'; form-action 'none'; "
    "base-uri 'none'; sandbox allow-same-origin; frame-ancestors 'self'";
constexpr std::string_view kPictureFramePolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src https: http: data: blob:; font-src 'none'; form-action "
    "'none'; "
    "base-uri 'none'; sandbox allow-same-origin; frame-ancestors 'self'";

// The report window is opened by webmails, talks to them by postMessage and sends what they give it: no frame, no picture, nothing from
// elsewhere.
constexpr std::string_view kReportPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri "
    "'none'";

bool is_report_page(std::string_view path) {
  return path.starts_with("/r/");
}

std::string_view policy_for(std::string_view path) {
  if (is_report_page(path)) return kReportPolicy;
  if (path == "/frame.html") return kFramePolicy;
  if (path == "/frame-images.html") return kPictureFramePolicy;
  return kPagePolicy;
}

std::string policy_of(std::string_view path, const handlers::HostBrand* brand) {
  std::string policy(policy_for(path));
  if (brand != nullptr && policy.ends_with("frame-ancestors 'self'")) policy += brand->embed_origins;
  return policy;
}

// embed.js runs in the pages of others.
constexpr std::string_view kEmbedScript = "/embed.js";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string_view extension_of(std::string_view path) {
  const auto slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

// "app-3f2a9c1b.wasm", or esbuild's "app-5QXLIFM2.js": another content has another name.
bool has_content_hash(std::string_view path) {
  const std::string_view extension = extension_of(path);
  const std::string_view stem = path.substr(0, path.size() - extension.size());
  const auto begin = stem.find_last_of(".-/");
  if (begin == std::string_view::npos || stem[begin] == '/') return false;
  const std::string_view hash = stem.substr(begin + 1);
  const bool is_hex = hash.size() >= 8 && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  return is_hex || (hash.size() == 8 && hash.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == std::string_view::npos);
}

bool names_tag(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos;
}

Response plain_response(int status, std::string text) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  response.headers = {
      {"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}, {"Content-Security-Policy", "default-src 'none'"}};
  return response;
}

Response manifest(const handlers::HostBrand& brand) {
  Response response;
  response.content_type = "application/manifest+json";
  response.headers = {{"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cache-Control", "no-cache"},
                      {"Content-Security-Policy", "default-src 'none'; sandbox"}};
  response.body = web_manifest(brand);
  return response;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  while (!accept_encoding.empty()) {
    const auto comma = accept_encoding.find(',');
    const std::string_view item = base::trim(accept_encoding.substr(0, comma));
    const auto semicolon = item.find(';');
    if (base::equals_ignoring_ascii_case(base::trim(item.substr(0, semicolon)), coding)) {
      if (semicolon == std::string_view::npos) return true;
      const std::string_view weight = base::trim(item.substr(semicolon + 1));
      return weight.find_first_not_of("qQ=0.") != std::string_view::npos;
    }
    if (comma == std::string_view::npos) break;
    accept_encoding.remove_prefix(comma + 1);
  }
  return false;
}

base::Result<PortalFiles> PortalFiles::load(const std::filesystem::path& folder) {
  PortalFiles portal;
  std::error_code failed;
  for (auto entry = std::filesystem::recursive_directory_iterator(folder, failed);
       !failed && entry != std::filesystem::recursive_directory_iterator(); entry.increment(failed)) {
    if (!entry->is_regular_file()) continue;
    std::string path = "/" + std::filesystem::relative(entry->path(), folder).generic_string();
    const std::string_view extension = extension_of(path);
    if (extension == ".br" || extension == ".gz") {
      File& file = portal.files_[path.substr(0, path.size() - 3)];
      (extension == ".br" ? file.brotli : file.gzip) = read_file(entry->path());
      continue;
    }
    File& file = portal.files_[path];
    const auto type = std::ranges::find(kTypes, extension, &TypeOf::extension);
    file.content_type = type == kTypes.end() ? "application/octet-stream" : type->content_type;
    file.plain = read_file(entry->path());
    file.etag = "\"" + domain::sha256_hex(file.plain).substr(0, 32) + "\"";
    file.is_immutable = has_content_hash(path);
  }
  std::erase_if(portal.files_, [](const auto& item) { return item.second.content_type.empty(); });  // siblings of nothing
  if (!portal.files_.contains("/index.html"))
    return base::fail(base::ErrorCode::Unavailable, "No portal in " + folder.string() + ": index.html is missing");
  return portal;
}

const PortalFiles::File* PortalFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

Response PortalFiles::answer(const Asked& asked) const {
  if (asked.method != "GET" && asked.method != "HEAD") {
    Response refused = plain_response(405, "This address does not take that method\n");
    refused.headers.emplace_back("Allow", "GET, HEAD");
    return refused;
  }
  std::string path = base::percent_decode(asked.path);
  if (path == "/manifest.webmanifest" && asked.brand != nullptr) return manifest(*asked.brand);
  const File* file = find(path);
  if (file == nullptr && path == "/index.php") path = "/";  // as links to other programs of this kind have it
  if (file == nullptr && extension_of(path).empty()) {
    // Every view has an address; the page sorts out which. "/sign-in" is its own page, "/r/" a folder with one.
    const std::string folder = path.ends_with('/') ? path : path + "/";
    if (find(path + ".html") != nullptr)
      path += ".html";
    else if (find(folder + "index.html") != nullptr)
      path = folder + "index.html";
    else
      path = "/index.html";
    file = find(path);
  }
  if (file == nullptr) return plain_response(404, "There is nothing at this address\n");
  const bool is_page = file->content_type.starts_with("text/html");
  if (is_page && asked.brand != nullptr && !asked.brand->is_plain && !path.starts_with("/frame")) return branded(*file, path, asked);
  return plain(*file, path, asked);
}

// Small and made anew for each load; compressed by nobody, since what is the brand's own would have to be compressed with it.
Response PortalFiles::branded(const File& file, std::string_view path, const Asked& asked) {
  Response response = headed(file, path, asked.brand, "\"" + file.etag.substr(1, 16) + asked.brand->tag + "\"");
  const auto tag = std::ranges::find(response.headers, "ETag", &std::pair<std::string, std::string>::first);
  if (names_tag(asked.if_none_match, tag->second))
    response.status = 304;
  else
    response.body = branded_page(file.plain, *asked.brand);
  return response;
}

Response PortalFiles::headed(const File& file, std::string_view path, const handlers::HostBrand* brand, const std::string& etag) {
  Response response;
  response.content_type = file.content_type;
  response.headers = {{"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cross-Origin-Resource-Policy", path == kEmbedScript ? "cross-origin" : "same-origin"},
                      {"Cache-Control", file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (file.content_type.starts_with("text/html"))
    response.headers.emplace_back("Content-Security-Policy", policy_of(path, brand));
  else
    response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  // Said aloud, so that no proxy's default cuts the window off from the webmail that opened it.
  if (is_report_page(path)) response.headers.emplace_back("Cross-Origin-Opener-Policy", "unsafe-none");
  if (!file.is_immutable) response.headers.emplace_back("ETag", etag);
  return response;
}

Response PortalFiles::plain(const File& file, std::string_view path, const Asked& asked) {
  Response response = headed(file, path, asked.brand, file.etag);
  if (!file.brotli.empty() || !file.gzip.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!file.is_immutable && names_tag(asked.if_none_match, file.etag)) {
    response.status = 304;
    return response;
  }
  if (!file.brotli.empty() && accepts_coding(asked.accept_encoding, "br")) {
    response.headers.emplace_back("Content-Encoding", "br");
    response.body = file.brotli;
  } else if (!file.gzip.empty() && accepts_coding(asked.accept_encoding, "gzip")) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = file.gzip;
  } else {
    response.body = file.plain;
  }
  return response;
}

}  // namespace pratique::http
