// What is asked before an entry or an import that is hard to see the end of.
#include <algorithm>

#include "ui/views/lists/lists_view.hpp"

namespace pratique::views {
namespace {

struct Question {
  std::string_view title;
  std::string_view text;
  std::string_view yes;
  theme::Icon icon;
};

enum class Answer : std::uint8_t { None, No, Yes };

// No is the default.
Answer ask(Frame& frame, std::string_view word, const Question& question) {
  kit::Ui& ui = frame.ui;
  const kit::Id id = kit::id("list-question", word);
  const float width = std::min(theme::size::dialog::kSm + 40, ui.safe_screen().w - 2 * theme::space::k4);
  const float text_height = kit::text_height(ui, question.text, theme::Type::Body, width - 2 * theme::space::k6, 6);
  Answer answer = Answer::None;
  const kit::DialogResult result = kit::dialog(
      ui, id, {.title = question.title, .width = width, .height = 136 + text_height, .alert = true, .close_name = frame.text(Key::Close)},
      [&](kit::Box box) {
        kit::Box foot = box.take_bottom(ui.control_height());
        kit::label(ui, kit::child(id, "text"), box, question.text, {.color = frame.palette().text.secondary, .max_lines = 6});
        const kit::ButtonSpec no{.label = frame.text(Key::Cancel), .style = kit::ButtonStyle::Filled};
        const kit::ButtonSpec yes{.label = question.yes, .icon = question.icon};
        const kit::Box no_box = foot.take_end(kit::button_width(ui, no));
        foot.skip_end(theme::space::k2);
        if (kit::button(ui, kit::child(id, "no"), no_box, no)) answer = Answer::No;
        if (kit::button(ui, kit::child(id, "yes"), foot.take_end(kit::button_width(ui, yes)), yes)) answer = Answer::Yes;
      });
  return result.dismissed ? Answer::No : answer;
}

}  // namespace

void import_question_view(Frame& frame) {
  if (!frame.view.lists.import_question) return;
  const Answer answer = ask(frame, "import",
                            {.title = frame.text(Key::ImportReplaceTitle),
                             .text = frame.text(Key::ImportReplaceText),
                             .yes = frame.text(Key::ImportReplace),
                             .icon = theme::Icon::Upload});
  if (answer == Answer::Yes) frame.push(intents::ImportList{true});
  if (answer != Answer::None) frame.view.lists.import_question.reset();
}

std::optional<Key> doubt_about(const store::ListForm& form) {
  const api::ListPreview* preview = form.preview.value();
  if (preview == nullptr) return std::nullopt;
  const auto has = [preview](std::string_view code) { return std::ranges::find(preview->warnings, code) != preview->warnings.end(); };
  if (has("own_domain")) return Key::WarnOwnDomain;
  if (has("public_provider")) return Key::WarnPublicProvider;
  return std::nullopt;
}

void doubt_question_view(Frame& frame) {
  if (!frame.view.lists.doubt_question) return;
  const store::ListForm* form = frame.state.lists.form ? &*frame.state.lists.form : nullptr;
  const std::optional<Key> doubt = form != nullptr ? doubt_about(*form) : std::nullopt;
  Answer answer = Answer::No;
  if (doubt) {
    const bool allow = form->kind == api::ListKind::Allow;
    const std::string title = frame.words().format(allow ? Key::DoubtAllowTitle : Key::DoubtBlockTitle, {{"sender", form->entry.pattern}});
    answer = ask(frame, "doubt",
                 {.title = title,
                  .text = frame.text(*doubt),
                  .yes = frame.text(allow ? Key::AlwaysAllow : Key::Block),
                  .icon = allow ? theme::Icon::Allow : theme::Icon::Block});
  }
  if (answer == Answer::Yes) frame.push(intents::SaveListForm{});
  if (answer != Answer::None) frame.view.lists.doubt_question = false;
}

}  // namespace pratique::views
