#include <catch2/catch_test_macros.hpp>

#include "tests/support/app_harness.hpp"

using namespace pratique;
using Step = store::Export::Step;
using test::AppHarness;

namespace {

// Signed in and on the log; the newest stream is the export's, not the events'.
struct Exporting : AppHarness {
  explicit Exporting(api::ExportFormat format) : AppHarness(3, "/log?q=ann") {
    started();
    act(intents::StartExport{format});
  }
  [[nodiscard]] const store::Export& now() const { return state().exported; }
};

}  // namespace

TEST_CASE("An export writes what comes to a file named after the day, and tells how far it is") {
  Exporting app(api::ExportFormat::Csv);
  CHECK(app.now().step == Step::Running);
  CHECK(app.transport.stream_header("Authorization") == "Bearer good");
  REQUIRE(app.transport.sent("GET /v1/export?").size() == 1);
  CHECK(app.transport.sent("GET /v1/export?")[0]->request.path == "/v1/export?q=ann&format=csv");
  app.transport.stream_head(200, {{"x-pratique-total", "3"}});
  app.transport.stream_bytes("time,subject\r\n1,a\r\n");
  app.transport.stream_bytes("2,b\r\n3,");
  CHECK(app.now().rows == 3);
  CHECK(app.now().matching == 3);
  CHECK(app.downloads.saved.empty());  // not before it is whole
  app.transport.stream_bytes("c\r\n");
  app.transport.stream_close();
  CHECK(app.now().step == Step::Done);
  CHECK(app.now().rows == 3);
  REQUIRE(app.downloads.saved.size() == 1);
  CHECK(app.downloads.saved[0].bytes == "time,subject\r\n1,a\r\n2,b\r\n3,c\r\n");
  CHECK(app.downloads.saved[0].file_name.starts_with("pratique-log-20"));
  CHECK(app.downloads.saved[0].file_name.ends_with(".csv"));
}

TEST_CASE("An export that breaks off is no file") {
  Exporting app(api::ExportFormat::Jsonl);
  app.transport.stream_head(200, {{"x-pratique-total", "3"}});
  app.transport.stream_bytes("{}\n{}\n");
  SECTION("with an error") {
    app.transport.stream_close(base::fail(base::ErrorCode::Offline, "gone"));
  }
  SECTION("or just short") {
    app.transport.stream_close();
  }
  CHECK(app.now().step == Step::Failed);
  REQUIRE(app.now().error);
  CHECK(app.now().error->code == base::ErrorCode::Offline);
  CHECK(app.downloads.saved.empty());
  CHECK(app.downloads.dropped == 1);
}

TEST_CASE("An export can be stopped, and what the node refuses is said") {
  Exporting app(api::ExportFormat::Csv);
  app.transport.stream_head(200, {});
  app.transport.stream_bytes("time\r\n");
  app.act(intents::StopExport{});
  CHECK(app.now().step == Step::None);
  CHECK(app.downloads.dropped == 1);
  app.act(intents::StartExport{api::ExportFormat::Csv});
  app.transport.stream_head(503, {});
  app.transport.stream_bytes(R"({"code":"unavailable","message":"Later","request_id":"r1"})");
  app.transport.stream_close();
  CHECK(app.now().step == Step::Failed);
  REQUIRE(app.now().error);
  CHECK(app.now().error->code == base::ErrorCode::Unavailable);
  CHECK(app.downloads.saved.empty());
}
