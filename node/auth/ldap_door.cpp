#include "node/auth/ldap_door.hpp"

#include <ldap.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "client/base/text.hpp"
#include "node/auth/directory_text.hpp"
#include "node/auth/near_address.hpp"

namespace pratique::auth {
namespace {

constexpr int kAddressesMax = 200;

// The authorities as a file that only this process sees: libldap reads them from nothing else.
class AuthorityFile {
 public:
  explicit AuthorityFile(const std::string& pem) : descriptor_(::memfd_create("ca", MFD_CLOEXEC)) {
    if (descriptor_ >= 0 && ::write(descriptor_, pem.data(), pem.size()) != static_cast<ssize_t>(pem.size())) {
      ::close(descriptor_);
      descriptor_ = -1;
    }
  }
  ~AuthorityFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  AuthorityFile(const AuthorityFile&) = delete;
  AuthorityFile& operator=(const AuthorityFile&) = delete;
  [[nodiscard]] bool good() const { return descriptor_ >= 0; }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

struct Guard {
  const storage::Door& door;
  const DoorRules& rules;
  bool is_kept_out = false;
  bool was_reached = false;
};

int connected(LDAP*, Sockbuf*, LDAPURLDesc*, sockaddr* address, ldap_conncb* callback) {
  auto& guard = *static_cast<Guard*>(callback->lc_arg);
  guard.was_reached = true;
  if (may_connect(*address, guard.door, guard.rules)) return 0;
  guard.is_kept_out = true;
  return -1;
}

void disconnected(LDAP*, Sockbuf*, ldap_conncb*) {}

struct Entry {
  std::string name;
  std::vector<std::string> addresses;
};

// One connection. Every call answers libldap's result code.
class Directory {
 public:
  Directory(const storage::Door& door, const DoorRules& rules)
      : sign_in_(door.sign_in),
        deadline_(std::chrono::steady_clock::now() + rules.timeout),
        guard_{.door = door, .rules = rules},
        callback_{.lc_add = connected, .lc_del = disconnected, .lc_arg = &guard_} {}
  ~Directory() {
    if (handle_ != nullptr) ldap_unbind_ext_s(handle_, nullptr, nullptr);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  [[nodiscard]] bool is_kept_out() const { return guard_.is_kept_out; }
  [[nodiscard]] bool is_out_of_time() const { return std::chrono::steady_clock::now() >= deadline_; }

  int open() {
    const std::string host = sign_in_.host.find(':') == std::string::npos ? sign_in_.host : "[" + sign_in_.host + "]";
    const std::string url =
        (sign_in_.tls == api::ServerTls::Implicit ? "ldaps://" : "ldap://") + host + ":" + std::to_string(sign_in_.port);
    if (const int code = ldap_initialize(&handle_, url.c_str()); code != LDAP_SUCCESS) return code;
    const int version = LDAP_VERSION3;
    set(LDAP_OPT_PROTOCOL_VERSION, &version);
    set(LDAP_OPT_REFERRALS, LDAP_OPT_OFF);  // else the password would follow them to any server
    set(LDAP_OPT_CONNECT_CB, &callback_);
    set_time_left();
    if (sign_in_.tls != api::ServerTls::None) {
      if (const int code = prepare_tls(); code != LDAP_SUCCESS) return code;
    }
    if (const int code = ldap_connect(handle_); code != LDAP_SUCCESS) {
      // A handshake that failed and a server that is not there have one code.
      return guard_.was_reached && sign_in_.tls == api::ServerTls::Implicit ? LDAP_CONNECT_ERROR : code;
    }
    if (sign_in_.tls != api::ServerTls::StartTls) return LDAP_SUCCESS;
    set_time_left();
    return ldap_start_tls_s(handle_, nullptr, nullptr) == LDAP_SUCCESS ? LDAP_SUCCESS : LDAP_CONNECT_ERROR;
  }

  int bind(const std::string& name, const std::string& password) {
    set_time_left();
    berval credentials{.bv_len = password.size(), .bv_val = const_cast<char*>(password.data())};
    return ldap_sasl_bind_s(handle_, name.c_str(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);
  }

  // The one entry; LDAP_NO_RESULTS_RETURNED: none, LDAP_SIZELIMIT_EXCEEDED: several.
  int find(const std::string& base, int scope, const std::string& filter, Entry& entry) {
    std::string attribute = sign_in_.address_attribute.empty() ? LDAP_NO_ATTRS : sign_in_.address_attribute;
    char* wanted[] = {attribute.data(), nullptr};
    LDAPMessage* found = nullptr;
    timeval left = set_time_left();
    const int code = ldap_search_ext_s(handle_, base.c_str(), scope, filter.c_str(), wanted, 0, nullptr, nullptr, &left, 2, &found);
    const std::unique_ptr<LDAPMessage, decltype(&ldap_msgfree)> messages(found, &ldap_msgfree);
    if (code != LDAP_SUCCESS) return code;
    const int entries = ldap_count_entries(handle_, found);
    if (entries != 1) return entries == 0 ? LDAP_NO_RESULTS_RETURNED : LDAP_SIZELIMIT_EXCEEDED;
    LDAPMessage* first = ldap_first_entry(handle_, found);
    const std::unique_ptr<char, decltype(&ldap_memfree)> name(ldap_get_dn(handle_, first), &ldap_memfree);
    if (!name || *name == '\0') return LDAP_NO_RESULTS_RETURNED;  // a bind without a name would be anybody's
    entry.name = name.get();
    if (!sign_in_.address_attribute.empty()) read_addresses(first, entry.addresses);
    return LDAP_SUCCESS;
  }

 private:
  void set(int option, const void* value) { ldap_set_option(handle_, option, value); }

  // All questions together have the one time.
  timeval set_time_left() {
    const auto left = std::max(std::chrono::duration_cast<std::chrono::microseconds>(deadline_ - std::chrono::steady_clock::now()),
                               std::chrono::microseconds(1000));
    const timeval value{.tv_sec = left.count() / 1'000'000, .tv_usec = left.count() % 1'000'000};
    set(LDAP_OPT_NETWORK_TIMEOUT, &value);
    set(LDAP_OPT_TIMEOUT, &value);
    return value;
  }

  int prepare_tls() {
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    set(LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    if (!sign_in_.ca.empty()) {
      authorities_.emplace(sign_in_.ca);
      if (!authorities_->good()) return LDAP_NO_MEMORY;
      set(LDAP_OPT_X_TLS_CACERTFILE, authorities_->path().c_str());
    }
    const int is_server = 0;
    return ldap_set_option(handle_, LDAP_OPT_X_TLS_NEWCTX, &is_server) == LDAP_OPT_SUCCESS ? LDAP_SUCCESS : LDAP_CONNECT_ERROR;
  }

  void read_addresses(LDAPMessage* entry, std::vector<std::string>& into) {
    const std::unique_ptr<berval*, decltype(&ldap_value_free_len)> values(
        ldap_get_values_len(handle_, entry, sign_in_.address_attribute.c_str()), &ldap_value_free_len);
    if (!values) return;
    for (berval** value = values.get(); *value != nullptr && std::ssize(into) < kAddressesMax; ++value)
      into.emplace_back((*value)->bv_val, (*value)->bv_len);
  }

  const api::DomainSignIn& sign_in_;
  std::chrono::steady_clock::time_point deadline_;
  Guard guard_;
  ldap_conncb callback_;
  std::optional<AuthorityFile> authorities_;
  LDAP* handle_ = nullptr;
};

// `of`: whose bind; a wrong password of the node's own name is not the person's.
enum class Bind : std::uint8_t { Person, Searcher, None };

DoorAnswer judged(int code, Bind of, const Directory& directory, const storage::Door& door) {
  DoorAnswer answer;
  answer.detail = "ldap " + door.sign_in.host + ": " + ldap_err2string(code);
  const bool is_wrong = code == LDAP_INVALID_CREDENTIALS || code == LDAP_NO_SUCH_OBJECT || code == LDAP_INAPPROPRIATE_AUTH ||
                        code == LDAP_UNWILLING_TO_PERFORM || code == LDAP_NO_RESULTS_RETURNED;
  if (of == Bind::Person && is_wrong) {
    answer.verdict = DoorVerdict::Wrong;
  } else if (directory.is_kept_out()) {
    answer.trouble = kDoorSetUp;
  } else if (code == LDAP_TIMEOUT || code == LDAP_TIMELIMIT_EXCEEDED || directory.is_out_of_time()) {
    answer.trouble = kDoorSlow;
  } else if (code == LDAP_CONNECT_ERROR) {
    answer.trouble = kDoorTls;
  } else if (code == LDAP_SERVER_DOWN || code == LDAP_BUSY || code == LDAP_UNAVAILABLE) {
    answer.trouble = kDoorDown;
  } else {
    answer.trouble = kDoorSetUp;
  }
  return answer;
}

}  // namespace

DoorAnswer ask_ldap(const DoorQuestion& question, const DoorRules& rules) {
  const api::DomainSignIn& sign_in = question.door.sign_in;
  if (question.password.empty()) return {.verdict = DoorVerdict::Wrong, .trouble = {}, .detail = "empty password", .addresses = {}};
  Directory directory(question.door, rules);
  const auto judge = [&](int code, Bind of) { return judged(code, of, directory, question.door); };
  if (const int code = directory.open(); code != LDAP_SUCCESS) return judge(code, Bind::None);

  Entry entry{.name = directory_text(sign_in.bind_dn, question.address), .addresses = {}};
  const bool searches = sign_in.bind_dn.empty();
  if (searches) {
    if (!sign_in.search_dn.empty()) {
      if (const int code = directory.bind(sign_in.search_dn, sign_in.search_password.value_or("")); code != LDAP_SUCCESS)
        return judge(code, Bind::Searcher);
    }
    const std::string filter = directory_text(sign_in.search_filter, question.address);
    const int code = directory.find(sign_in.search_base, LDAP_SCOPE_SUBTREE, filter, entry);
    if (code != LDAP_SUCCESS) return judge(code, code == LDAP_NO_RESULTS_RETURNED ? Bind::Person : Bind::Searcher);
  }
  if (const int code = directory.bind(entry.name, question.password); code != LDAP_SUCCESS) return judge(code, Bind::Person);
  if (!searches && !sign_in.address_attribute.empty()) {
    // Not being allowed to read one's own entry costs the further addresses, not the sign-in.
    (void)directory.find(entry.name, LDAP_SCOPE_BASE, "(objectClass=*)", entry);
  }
  return {.verdict = DoorVerdict::Right, .trouble = {}, .detail = {}, .addresses = std::move(entry.addresses)};
}

}  // namespace pratique::auth
