#include "ui/views/message/batch.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ui/strings/codes.hpp"
#include "ui/strings/format.hpp"
#include "ui/views/message_look.hpp"

namespace pratique::views {
namespace {

constexpr std::size_t kSendersShown = 6;
constexpr double kJust = 2;  // over the limit, in points
constexpr double kClearly = 6;

struct Scores {
  std::array<std::int64_t, 4> over{};  // below, just, clearly, far
  std::int64_t unscored = 0;
  double limit = 0;

  void add(const api::MessageSummary& message) {
    if (!message.score || !message.threshold) {
      ++unscored;
      return;
    }
    limit = *message.threshold;
    const double above = *message.score - *message.threshold;
    ++over[above < 0 ? 0 : above < kJust ? 1 : above < kClearly ? 2 : 3];
  }
};

std::vector<BatchLine> lines_of(const Frame& frame, const Scores& scores) {
  const auto points = [&](double value) {
    return frame.words().localisation().decimal(value, value == static_cast<double>(static_cast<std::int64_t>(value)) ? 0 : 1);
  };
  const std::string limit = points(scores.limit);
  const std::string just = points(scores.limit + kJust);
  const std::string clearly = points(scores.limit + kClearly);
  std::vector<BatchLine> lines;
  if (scores.over[0] > 0) lines.push_back({std::string(frame.text(Key::OverNot)), scores.over[0]});
  lines.push_back({frame.words().format(Key::OverJust, {{"from", limit}, {"to", just}}), scores.over[1]});
  lines.push_back({frame.words().format(Key::OverClearly, {{"from", just}, {"to", clearly}}), scores.over[2]});
  lines.push_back({frame.words().format(Key::OverFar, {{"from", clearly}}), scores.over[3]});
  if (scores.unscored > 0) lines.push_back({std::string(frame.text(Key::ScoreNone)), scores.unscored});
  return lines;
}

Batch batch_of_rows(const Frame& frame) {
  const strings::Catalog& words = frame.words();
  Batch batch;
  Scores scores;
  std::map<std::string, MessageIds> senders;
  std::set<std::string> recipients;
  std::int64_t bytes = 0;
  for (const api::MessageId& id : frame.state.list.selection.ids) {
    const api::MessageSummary* message = find_message(frame.state, id);
    if (message == nullptr) continue;
    const std::string_view domain = domain_of(message->header_from.address);
    senders[std::string(domain.empty() ? shown_sender(words, *message) : domain)].push_back(id);
    recipients.insert(message->recipient);
    bytes += message->size_bytes;
    scores.add(*message);
  }
  for (auto& [domain, ids] : senders) batch.senders.push_back({domain, static_cast<std::int64_t>(ids.size()), true, std::move(ids), {}});
  std::ranges::stable_sort(batch.senders, std::greater<>{}, &BatchSender::count);
  batch.count = static_cast<std::int64_t>(frame.state.list.selection.ids.size());
  batch.about = words.format(Key::SelectionFrom, {{"senders", strings::number(words, static_cast<std::int64_t>(batch.senders.size()))},
                                                  {"recipients", strings::number(words, static_cast<std::int64_t>(recipients.size()))},
                                                  {"size", strings::size(words, bytes)}});
  batch.over = lines_of(frame, scores);
  return batch;
}

std::string about_all(const Frame& frame, const store::AllMatching& all, std::int64_t bytes) {
  const strings::Catalog& words = frame.words();
  auto left_out = static_cast<std::int64_t>(all.except.size());
  for (const api::SelectionSender& sender : all.left_out) left_out += sender.count;
  const std::string except = left_out > 0 ? words.count(Key::ExceptSome, left_out) : std::string();
  const std::string size = strings::size(words, bytes);
  const std::string& query = frame.state.route.query;
  return query.empty() ? words.format(Key::BatchHeld, {{"except", except}, {"size", size}})
                       : words.format(Key::BatchAll, {{"query", query}, {"except", except}, {"size", size}});
}

Batch batch_of_all(const Frame& frame, const store::AllMatching& all) {
  constexpr std::array kOver{Key::OverUnder1, Key::Over1To5, Key::Over5To10, Key::Over10};
  Batch batch;
  batch.count = store::selected_count(frame.state);
  for (const api::SelectionSender& sender : all.left_out) batch.senders.push_back({sender.sender.address, sender.count, false, {}, sender});
  const api::SelectionSummary* summary = frame.state.selected.value();
  if (summary == nullptr) {
    batch.counting = frame.state.selected.is_loading();
    batch.about = frame.text(batch.counting ? Key::Counting : Key::AllThatMatch);
    return batch;
  }
  batch.about = about_all(frame, all, summary->size_bytes);
  for (std::size_t i = 0; i < kOver.size(); ++i) batch.over.push_back({std::string(frame.text(kOver[i])), summary->over_limit[i]});
  for (const auto& [message_class, count] : summary->by_class) {
    batch.kinds.push_back({std::string(frame.text(strings::class_key(message_class))), count});
  }
  std::ranges::stable_sort(batch.kinds, std::greater<>{}, &BatchLine::count);
  for (const api::SelectionSender& sender : summary->senders) {
    const bool left_out =
        std::ranges::any_of(all.left_out, [&](const api::SelectionSender& other) { return other.sender.address == sender.sender.address; });
    if (left_out) continue;  // counted before it was unticked
    const std::string& label = sender.sender.address.empty() ? sender.sender.name : sender.sender.address;
    batch.senders.push_back({label.empty() ? std::string(frame.text(Key::NoSender)) : label, sender.count, true, {}, sender});
  }
  batch.more_senders = summary->senders_total - static_cast<std::int64_t>(summary->senders.size());
  batch.refused = std::max<std::int64_t>(summary->total - summary->releasable, 0);
  return batch;
}

}  // namespace

Batch batch_of(const Frame& frame) {
  const auto& all = frame.state.list.selection.all;
  Batch batch = all ? batch_of_all(frame, *all) : batch_of_rows(frame);
  std::ranges::stable_sort(batch.senders, std::greater<>{}, &BatchSender::count);
  if (batch.senders.size() > kSendersShown) {
    batch.more_senders += static_cast<std::int64_t>(batch.senders.size() - kSendersShown);
    // What was unticked stays in reach.
    std::size_t place = 0;
    std::erase_if(batch.senders, [&](const BatchSender& sender) { return place++ >= kSendersShown && sender.ticked; });
  }
  return batch;
}

}  // namespace pratique::views
