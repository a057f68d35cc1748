#include "node/http/branded_page.hpp"

#include "client/api/json_writer.hpp"
#include "client/base/text.hpp"

namespace pratique::http {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  base::append_html(out, text);
  return out;
}

// What begins with `from` and ends before `to`; the page stays as it is where it has no such thing.
void replace_between(std::string& html, std::string_view from, std::string_view to, std::string_view with) {
  const auto begin = html.find(from);
  if (begin == std::string::npos) return;
  const auto end = html.find(to, begin);
  if (end != std::string::npos) html.replace(begin, end - begin, with);
}

void insert_before(std::string& html, std::string_view mark, std::string_view what) {
  if (const auto at = html.find(mark); at != std::string::npos) html.insert(at, what);
}

// "https://help.example/start" → "help.example": words that need no translation.
std::string words_of(std::string_view url) {
  const auto colon = url.find(':');
  std::string_view rest = url.substr(colon + 1);
  if (rest.starts_with("//")) rest = rest.substr(2, rest.find('/', 2) - 2);
  return std::string(rest.substr(0, rest.find('?')));
}

}  // namespace

std::string branded_page(std::string_view html, const handlers::HostBrand& brand) {
  std::string page(html);
  const std::string name = escaped(brand.look.name);
  replace_between(page, "<title>", "</title>", "<title>" + name);
  std::string mark = name;
  if (!brand.look.logo.empty()) {
    mark = "<img class=\"brand-mark\" src=\"" + escaped(brand.look.logo) + "\" alt=\"\">" + name;
    replace_between(page, "<link rel=\"icon\"", ">", "<link rel=\"icon\" href=\"" + escaped(brand.look.logo) + "\"");
  }
  replace_between(page, "<svg class=\"brand-mark\"", "</p>", mark);
  if (!brand.look.support_url.empty()) {
    const std::string url = escaped(brand.look.support_url);
    const auto preferences = page.find("<div class=\"preferences\">");
    if (preferences != std::string::npos) {
      const auto end = page.find("</div>", preferences);
      if (end != std::string::npos)
        page.insert(end, "<a class=\"brand-support\" rel=\"noopener\" target=\"_blank\" href=\"" + url + "\">" +
                             escaped(words_of(brand.look.support_url)) + "</a>");
    }
  }
  insert_before(page, "</head>",
                "<link rel=\"stylesheet\" href=\"/v1/brand/style?v=" + brand.tag +
                    "\"><link rel=\"manifest\" href=\"/manifest.webmanifest\"><meta name=\"pratique-brand\" content=\"" +
                    escaped(api::encode(brand.look)) + "\">");
  return page;
}

std::string web_manifest(const handlers::HostBrand& brand) {
  api::JsonWriter json;
  json.begin_object();
  json.field("name", brand.look.name);
  json.field("short_name", brand.look.name);
  json.field("start_url", "/");
  json.field("display", "standalone");
  if (brand.look.light) json.field("theme_color", brand.look.light->panel);
  json.key("icons");
  json.begin_array();
  json.begin_object();
  json.field("src", brand.look.logo.empty() ? std::string("/icon.svg") : brand.look.logo);
  json.field("sizes", "any");
  if (!brand.logo_type.empty()) json.field("type", brand.logo_type);
  json.end_object();
  json.end_array();
  json.end_object();
  return std::move(json).take();
}

}  // namespace pratique::http
