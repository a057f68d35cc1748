// The preview: detail, then the body it names, the other tabs when they are looked at; leaving aborts what is still out.
#pragma once

#include <map>

#include "client/flows/context.hpp"
#include "client/requests/request_slot.hpp"

namespace pratique::flows {

class OpenMessageFlow {
 public:
  // `seen` is told when a message was open long enough to count as looked at.
  OpenMessageFlow(Context& context, base::UniqueFunction<void(api::MessageId)> seen) : context_(context), seen_(std::move(seen)) {}

  void show_route();  // route.open or route.tab may have changed
  void close();
  void show_form(store::BodyForm form);
  void show_images();
  void retry();  // whatever failed
  void reload_detail();
  void changed_elsewhere(const api::MessageSummary& message);
  void download_source();
  void download_part(std::int64_t number);
  void stop() { load_ = {}; }

 private:
  struct Load {  // one opened message: dropped as a whole
    requests::RequestSlot<api::MessageDetail> detail;
    requests::RequestSlot<api::MessageText> text;
    requests::RequestSlot<std::string> html;
    requests::RequestSlot<api::MessageHeaders> headers;
    requests::RequestSlot<std::string> source;
    requests::RequestSlot<api::MessageParts> parts;
    ports::Pending seen_timer;
  };
  void open(const api::MessageId& id);
  [[nodiscard]] bool in_log() const;
  void load_detail();
  void load_body();
  void load_tab();
  void detail_came();
  void body_came();
  void save_later(std::string name, std::string type, base::UniqueFunction<ports::Pending(requests::Done<std::string>)> send);
  store::OpenMessage& now() { return context_.state.open; }

  Context& context_;
  base::UniqueFunction<void(api::MessageId)> seen_;
  Load load_;
  store::BodyForm preferred_form_ = store::BodyForm::Html;  // what the reader chose last
  std::map<std::int64_t, ports::Pending> downloads_;        // go on while the reader moves on
  std::int64_t next_download_ = 0;
};

}  // namespace pratique::flows
