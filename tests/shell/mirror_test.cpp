// The C++ halves of the mirror and the overlays: what crosses the gate, and that nothing does when nothing changed.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "web/a11y_mirror.hpp"
#include "web/gate.hpp"
#include "web/json_writer.hpp"
#include "web/overlays.hpp"

using namespace pratique;
using nlohmann::json;

namespace {
std::vector<std::string> sent;
}

// Stands in for web/library_app.js.
extern "C" {
void pratique::web::pratique_publish_nodes(const char* text, int length) {
  sent.emplace_back(text, static_cast<std::size_t>(length));
}
void pratique::web::pratique_publish_text_input(const char* text, int length) {
  sent.emplace_back(text ? text : "", static_cast<std::size_t>(length));
}
void pratique::web::pratique_publish_frame(const char* text, int length) {
  sent.emplace_back(text ? text : "", static_cast<std::size_t>(length));
}
}

namespace {

json take() {
  REQUIRE(sent.size() == 1);
  const auto parsed = json::parse(sent.front());
  sent.clear();
  return parsed;
}

a11y::Node button(a11y::NodeId id, std::string name) {
  a11y::Node node;
  node.id = id;
  node.role = a11y::Role::Button;
  node.name = std::move(name);
  node.rect = {1, 2.5F, 30, 40};
  node.focusable = true;
  return node;
}

}  // namespace

TEST_CASE("the first nodes are sent whole and in order, an unchanged screen sends nothing") {
  sent.clear();
  web::A11yMirror mirror;
  const std::vector nodes = {button(1, "Release"), button(0xFFFFFFFFFFFFFFFF, "Remove")};
  mirror.publish(nodes, 1);
  const auto message = take();
  CHECK(message["nodes"].size() == 2);
  CHECK(message["nodes"][0] == json::parse(R"({"id":"1","role":"button","name":"Release","rect":[1,2.5,30,40],"focusable":true})"));
  CHECK(message["order"] == json::parse(R"(["1","0","ffffffffffffffff","0"])"));
  CHECK(message["focus"] == "1");
  mirror.publish(nodes, 1);
  CHECK(sent.empty());
}

TEST_CASE("a widget that only moved sends its new place") {
  sent.clear();
  web::A11yMirror mirror;
  std::vector nodes = {button(1, "Release"), button(2, "Remove")};
  mirror.publish(nodes, 0);
  sent.clear();
  nodes[1].rect.y = 90;
  mirror.publish(nodes, 0);
  const auto message = take();
  CHECK(message["nodes"].empty());
  CHECK(message["moved"] == json::parse(R"(["2",1,90,30,40])"));
  CHECK_FALSE(message.contains("order"));
}

TEST_CASE("a widget that went away and comes back is sent whole again") {
  sent.clear();
  web::A11yMirror mirror;
  const std::vector both = {button(1, "Release"), button(2, "Remove")};
  mirror.publish(both, 0);
  mirror.publish({both[0]}, 0);
  sent.clear();
  mirror.publish(both, 0);
  const auto message = take();
  CHECK(message["nodes"].size() == 1);
  CHECK(message["order"].size() == 4);
}

TEST_CASE("a widget recorded twice by mistake does no harm") {
  sent.clear();
  web::A11yMirror mirror;
  mirror.publish({button(1, "Release"), button(1, "Release")}, 0);
  mirror.publish({button(1, "Release"), button(1, "Release")}, 0);
  mirror.publish({button(1, "Release")}, 0);
  CHECK(json::parse(sent.back()).contains("order"));
}

TEST_CASE("names from hostile mail stay inside their JSON string") {
  sent.clear();
  web::A11yMirror mirror;
  const std::string hostile = std::string("\"],\\ \x01\n\t") + '\0' + "</script>";
  mirror.publish({button(1, hostile)}, 0);
  CHECK(take()["nodes"][0]["name"] == hostile);
}

TEST_CASE("every role has its ARIA name") {
  CHECK(web::aria_role(a11y::Role::Button) == "button");
  CHECK(web::aria_role(a11y::Role::SearchBox) == "searchbox");
  CHECK(web::aria_role(a11y::Role::Status) == "status");
  CHECK(web::aria_role(a11y::Role::Progressbar) == "progressbar");
  CHECK(web::aria_role(a11y::Role::ColumnHeader) == "columnheader");
  CHECK(web::aria_role(a11y::Role::TreeItem) == "treeitem");
}

TEST_CASE("pixels are written with two digits at most") {
  web::JsonWriter writer;
  writer.begin_array();
  for (const double value : {0.0, 12.0, -3.25, 1.0 / 3, 1e9, -0.001}) writer.number(value);
  writer.end_array();
  CHECK(json::parse(writer.str()) == json::parse("[0,12,-3.25,0.33,1000000000,0]"));
}

TEST_CASE("the message's document crosses the gate once, its place whenever it moves") {
  sent.clear();
  web::BrowserMessageFrame frame;
  ports::MessageFrameRequest request{.rect = {1, 2, 3, 4}, .key = "m1", .document = "<p>x</p>", .title = "Message"};
  frame.publish(request);
  CHECK(take()["document"] == "<p>x</p>");
  frame.publish(request);
  CHECK(sent.empty());
  request.rect.x = 50;
  frame.publish(request);
  CHECK_FALSE(take().contains("document"));
  frame.publish(std::nullopt);
  CHECK(sent == std::vector<std::string>{""});
  sent.clear();
  frame.publish(std::nullopt);
  CHECK(sent.empty());
  frame.publish(request);
  CHECK_FALSE(take().contains("document"));
  request.document = "<p>y</p>";
  request.key = "m2";
  frame.publish(request);
  CHECK(take()["document"] == "<p>y</p>");
}
