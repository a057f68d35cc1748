#include "node/auth/imap_door.hpp"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>

#include "client/base/text.hpp"
#include "node/auth/near_address.hpp"

namespace pratique::auth {
namespace {

constexpr std::size_t kLineKept = 300;

// What the server said, line by line; libcurl's own result does not tell a refused password from one that was never asked about.
struct Said {
  const storage::Door& door;
  const DoorRules& rules;
  int lines = 0;
  bool is_preauth = false;       // the greeting says that we are signed in already, whoever we are
  bool is_kept_out = false;      // the address may not be connected to
  std::string last_tagged = {};  // "NO [AUTHENTICATIONFAILED] …", without the tag
};

bool is_tagged(std::string_view line) {
  constexpr std::string_view kDigits = "0123456789";
  return line.size() > 5 && line[0] >= 'A' && line[0] <= 'Z' && line[4] == ' ' &&
         line.substr(1, 3).find_first_not_of(kDigits) == std::string_view::npos;
}

std::size_t take_line(char* data, std::size_t size, std::size_t count, void* to) {
  auto& said = *static_cast<Said*>(to);
  const std::string_view line = base::trim(std::string_view(data, size * count));
  if (said.lines++ == 0 && base::equals_ignoring_ascii_case(line.substr(0, 9), "* PREAUTH")) said.is_preauth = true;
  if (is_tagged(line)) said.last_tagged = line.substr(5, kLineKept);
  return size * count;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

curl_socket_t open_socket(void* to, curlsocktype, curl_sockaddr* address) {
  auto& said = *static_cast<Said*>(to);
  if (!may_connect(address->addr, said.door, said.rules)) {
    said.is_kept_out = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// `mechanisms`: in libcurl's words. Without them it would try Kerberos and NTLM first, for any name with an @ in it.
CURLcode converse(const DoorQuestion& question, const DoorRules& rules, const char* mechanisms, Said& said, std::string& problem) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(), &curl_easy_cleanup);
  if (!easy) return CURLE_OUT_OF_MEMORY;
  const api::DomainSignIn& to = question.door.sign_in;
  const std::string host = to.host.find(':') == std::string::npos ? to.host : "[" + to.host + "]";
  const std::string url = (to.tls == api::ServerTls::Implicit ? "imaps://" : "imap://") + host + ":" + std::to_string(to.port) + "/";
  const std::string name = question.address.text();
  std::array<char, CURL_ERROR_SIZE> words{};
  const auto set = [&easy](CURLoption option, auto value) { curl_easy_setopt(easy.get(), option, value); };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "imap,imaps");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT, static_cast<long>(rules.timeout.count()));
  // Else a server that is silent at the farewell is waited for two minutes.
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(rules.timeout.count()));
  set(CURLOPT_USE_SSL, static_cast<long>(to.tls == api::ServerTls::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!to.ca.empty()) {
    curl_blob authorities{.data = const_cast<char*>(to.ca.data()), .len = to.ca.size(), .flags = CURL_BLOB_COPY};
    set(CURLOPT_CAINFO_BLOB, &authorities);
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  set(CURLOPT_USERNAME, name.c_str());
  set(CURLOPT_PASSWORD, question.password.c_str());
  set(CURLOPT_LOGIN_OPTIONS, mechanisms);
  set(CURLOPT_CUSTOMREQUEST, "NOOP");  // else it lists all folders
  set(CURLOPT_WRITEFUNCTION, drop);
  set(CURLOPT_HEADERFUNCTION, take_line);
  set(CURLOPT_HEADERDATA, &said);
  set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  set(CURLOPT_OPENSOCKETDATA, &said);
  set(CURLOPT_ERRORBUFFER, words.data());
  const CURLcode code = curl_easy_perform(easy.get());
  problem = words[0] != '\0' ? words.data() : curl_easy_strerror(code);
  return code;
}

// RFC 5530: refused, but not because of name or password.
bool is_about_something_else(std::string_view tagged) {
  constexpr std::array<std::string_view, 6> kCodes{"unavailable", "inuse", "limit", "serverbug", "contactadmin", "privacyrequired"};
  const auto open = tagged.find('[');
  const std::string code = open == 3 ? base::to_lower_ascii(tagged.substr(4, tagged.find_first_of("] ", 4) - 4)) : std::string();
  return std::ranges::find(kCodes, code) != kCodes.end();
}

std::string_view sentence_for(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return kDoorSlow;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CERTPROBLEM:
      return kDoorTls;
    case CURLE_LOGIN_DENIED:
      return kDoorSetUp;
    default:
      return kDoorDown;
  }
}

}  // namespace

DoorAnswer ask_imap(const DoorQuestion& question, const DoorRules& rules) {
  const auto wants = [](std::string_view tagged, std::string_view word) {
    return base::equals_ignoring_ascii_case(tagged.substr(0, word.size()), word);
  };
  DoorAnswer answer;
  // SASL PLAIN carries any password; LOGIN (the command) is for servers that know nothing else.
  for (const char* mechanisms : {"AUTH=PLAIN;AUTH=LOGIN", "AUTH=+LOGIN"}) {
    Said said{.door = question.door, .rules = rules};
    std::string problem;
    const CURLcode code = converse(question, rules, mechanisms, said, problem);
    answer.detail = "imap " + question.door.sign_in.host + ": " + base::to_one_line(problem);
    if (!said.last_tagged.empty()) answer.detail += "; the server said: " + base::to_one_line(said.last_tagged);
    answer.trouble = said.is_kept_out || said.is_preauth ? kDoorSetUp : sentence_for(code);
    if (said.is_preauth) return answer;
    if (code == CURLE_OK) {
      answer.verdict = wants(said.last_tagged, "OK") ? DoorVerdict::Right : DoorVerdict::Unavailable;
      return answer;
    }
    if (code != CURLE_LOGIN_DENIED) return answer;
    if (wants(said.last_tagged, "NO")) {
      if (is_about_something_else(said.last_tagged)) {
        answer.trouble = kDoorDown;
      } else {
        answer.verdict = DoorVerdict::Wrong;
      }
      return answer;
    }
    if (wants(said.last_tagged, "BAD")) return answer;  // it did not understand: asking again in the same words does not help
  }
  return answer;
}

}  // namespace pratique::auth
