#include "node/training/trainer.hpp"

#include <curl/curl.h>

#include <memory>
#include <optional>

#include "client/base/text.hpp"

namespace pratique::training {
namespace {

constexpr std::size_t kAnswerKept = 4096;

struct Answer {
  CURLcode code = CURLE_OK;
  long status = 0;
  std::string body;
};

std::size_t take(char* data, std::size_t size, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  body.append(data, std::min(size * count, kAnswerKept - std::min(kAnswerKept, body.size())));
  return size * count;
}

class Headers {
 public:
  Headers() = default;
  ~Headers() { curl_slist_free_all(list_); }
  Headers(const Headers&) = delete;
  Headers& operator=(const Headers&) = delete;
  // One line whatever the value holds: a recipient is what a sender wrote.
  void add(const std::string& name, std::string_view value) {
    list_ = curl_slist_append(list_, (name + ": " + base::to_one_line(value)).c_str());
  }
  [[nodiscard]] curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

// With a body, POST; else GET.
Answer ask(const Controller& controller, const std::string& path, const std::optional<std::string_view>& body, const Headers& headers) {
  Answer answer;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(), &curl_easy_cleanup);
  if (!easy) return {CURLE_OUT_OF_MEMORY, 0, {}};
  std::string url = controller.url;
  while (url.ends_with('/')) url.pop_back();
  curl_easy_setopt(easy.get(), CURLOPT_URL, (url + path).c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, static_cast<long>(controller.timeout.count()));
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT, 5L);
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &answer.body);
  if (body) {
    curl_easy_setopt(easy.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, body->data());
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
  }
  answer.code = curl_easy_perform(easy.get());
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

std::string described(const Answer& answer) {
  if (answer.code != CURLE_OK) return curl_easy_strerror(answer.code);
  return std::to_string(answer.status) + " " + std::string(base::first_code_points(base::to_one_line(answer.body), 200));
}

}  // namespace

Taught teach(const Controller& controller, Lesson lesson, std::string_view message, const std::string& mailbox) {
  if (controller.url.empty()) return {"no_filter", {}};
  Headers headers;
  headers.add("Expect", "");
  headers.add("Content-Type", "message/rfc822");
  if (!controller.password.empty()) headers.add("Password", controller.password);
  headers.add("Classifier", mailbox.empty() ? "global" : "peruser");
  if (!mailbox.empty()) headers.add("Rcpt", mailbox);
  const Answer answer = ask(controller, lesson == Lesson::Spam ? "/learnspam" : "/learnham", message, headers);
  const std::string detail = described(answer);
  if (answer.code != CURLE_OK) return {"waiting", detail};
  switch (answer.status) {
    case 200:
      return {"learned", detail};
    case 204:
      return {"too_short", detail};
    case 208:
      return {"already_known", detail};
    default:
      break;
  }
  // Busy or broken: another time. Wrong password, no such classifier: it would be the same then.
  return {answer.status >= 500 || answer.status == 429 ? "waiting" : "refused", detail};
}

std::string trouble_with(const Controller& controller) {
  Headers headers;
  if (!controller.password.empty()) headers.add("Password", controller.password);
  Controller soon = controller;
  soon.timeout = std::chrono::seconds(5);
  const Answer answer = ask(soon, "/stat", std::nullopt, headers);
  if (answer.code != CURLE_OK) return "The filter's controller at " + controller.url + " does not answer: " + described(answer);
  if (answer.status == 401 || answer.status == 403) return "The filter's controller refuses the password: set filter.password";
  if (answer.status != 200) return "The filter's controller answers " + described(answer);
  return {};
}

}  // namespace pratique::training
