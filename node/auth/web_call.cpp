#include "node/auth/web_call.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace pratique::auth {
namespace {

constexpr std::size_t kBytesMax = 256 * 1024;
constexpr long kConnectMs = 4000;
constexpr long kWholeMs = 8000;

struct EasyCloser {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t keep(char* data, std::size_t size, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + size * count > kBytesMax) return 0;
  body.append(data, size * count);
  return size * count;
}

// What may stand between scheme and path: no user name, nothing that a server and we could read differently.
bool is_plain_host(std::string_view rest) {
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  return !host.empty() && std::ranges::all_of(host, [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == ':' || c == '[' ||
           c == ']';
  });
}

}  // namespace

bool is_loopback_http(std::string_view url) {
  for (const std::string_view start : {"http://127.0.0.1", "http://[::1]", "http://localhost"}) {
    if (!url.starts_with(start)) continue;
    const std::string_view rest = url.substr(start.size());
    return (rest.empty() || rest.front() == ':' || rest.front() == '/') && is_plain_host(url.substr(7));
  }
  return false;
}

bool is_callable(std::string_view url) {
  const auto is_bad = [](unsigned char c) { return c <= 0x20 || c >= 0x7f; };
  if (url.size() > 2000 || std::ranges::any_of(url, is_bad)) return false;
  return is_loopback_http(url) || (url.starts_with("https://") && is_plain_host(url.substr(8)));
}

base::Result<WebAnswer> call(const WebCall& call) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const auto failed = [](std::string why) {
    return base::fail(base::ErrorCode::Unavailable, "The provider does not answer", {}, std::move(why));
  };
  if (!is_callable(call.url)) return failed("not an address to call: " + call.url);
  const std::unique_ptr<CURL, EasyCloser> easy(curl_easy_init());
  if (!easy) return failed("out of memory");
  WebAnswer answer;
  char detail[CURL_ERROR_SIZE] = "";
  std::unique_ptr<curl_slist, ListCloser> headers(curl_slist_append(nullptr, "Accept: application/json"));
  if (!call.bearer.empty()) curl_slist_append(headers.get(), ("Authorization: Bearer " + call.bearer).c_str());
  CURL* handle = easy.get();
  curl_easy_setopt(handle, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, call.url.starts_with("https://") ? "https" : "http");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, kWholeMs);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
  if (!call.form.empty()) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.form.c_str());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(call.form.size()));
  }
  if (!call.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(handle, CURLOPT_USERNAME, call.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, call.password.c_str());
  }
  const CURLcode code = curl_easy_perform(handle);
  if (code != CURLE_OK) return failed(detail[0] != '\0' ? detail : curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace pratique::auth
