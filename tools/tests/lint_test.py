"""Each rule of tools/lint.py finds what it must and leaves good code alone."""

import contextlib
import io
import shutil
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import lint  # noqa: E402

HEADER = "// What this is for, and who owns it.\n#pragma once\n"
FAST = [name for name in lint.RULES if name != "format"]


class LintCase(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp(prefix="pratique-lint-"))
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text))
        readme = self.root / path.split("/")[0] / "README.md"
        if "/" in path and not readme.exists():
            readme.write_text("# What lives here\n")
        return path

    def found(self, rules=FAST, warnings=False):
        return [(f.path, f.line, f.rule) for f in lint.lint(self.root, rules)[0] if warnings or not f.is_warning]

    def rules(self, **options):
        return [rule for _, _, rule in self.found(**options)]


class LayersTest(LintCase):
    def test_lower_layers_do_not_know_upper_ones(self):
        self.write("client/store/a.hpp", HEADER + '\n#include "client/flows/app_flow.hpp"\n')
        self.assertEqual(self.found(), [("client/store/a.hpp", 4, "layers")])

    def test_views_do_not_reach_flows_and_kit_does_not_reach_views(self):
        self.write("ui/views/a.cpp", '#include "client/flows/app_flow.hpp"\n')
        self.write("ui/kit/b.cpp", '#include "ui/views/root_view.hpp"\n')
        self.assertEqual(self.rules(), ["layers", "layers"])

    def test_node_uses_only_api_and_base_of_the_client(self):
        self.write("node/ingest/a.cpp", '#include "client/api/message.hpp"\n#include "client/store/route.hpp"\n#include "node/mime/parse.hpp"\n')
        self.assertEqual(self.found(), [("node/ingest/a.cpp", 2, "layers")])

    def test_storage_does_not_know_handlers(self):
        self.write("node/storage/a.cpp", '#include "node/handlers/messages.hpp"\n#include "node/domain/scope.hpp"\n')
        self.assertEqual(self.found(), [("node/storage/a.cpp", 1, "layers")])

    def test_nothing_depends_on_tests(self):
        self.write("shell/a.cpp", '#include "tests/support/fake_transport.hpp"\n#include "client/flows/app_flow.hpp"\n')
        self.assertEqual(self.found(), [("shell/a.cpp", 1, "layers")])

    def test_includes_are_written_from_the_root(self):
        self.write("node/mime/a.cpp", '#include "../domain/scope.hpp"\n')
        self.assertEqual(self.rules(), ["include-path"])

    def test_a_commented_include_is_no_include(self):
        self.write("client/store/a.cpp", '// see also\n/*\n#include "client/flows/app_flow.hpp"\n*/\n')
        self.assertEqual(self.found(), [])


class BansTest(LintCase):
    def check_ban(self, rule, bad_path, good_path, text):
        self.write(bad_path, text)
        self.write(good_path, text)
        self.assertEqual({(path, found) for path, _, found in self.found()}, {(bad_path, rule)})

    def test_imgui_stays_in_ui_and_shell(self):
        self.check_ban("ban-imgui", "client/flows/a.cpp", "ui/kit/a.cpp", "#include <imgui.h>\n")

    def test_sdl_stays_in_shell(self):
        self.check_ban("ban-sdl", "ui/kit/a.cpp", "shell/a.cpp", "#include <SDL.h>\n")

    def test_emscripten_stays_in_web(self):
        self.check_ban("ban-emscripten", "shell/a.cpp", "web/a.cpp", "void f() {\n  EM_ASM({});\n}\n")

    def test_json_stays_in_the_wire_contract(self):
        self.check_ban("ban-nlohmann", "node/handlers/a.cpp", "client/api/a.cpp", "#include <nlohmann/json.hpp>\n")

    def test_sql_stays_in_storage(self):
        self.check_ban("ban-sql", "node/ingest/a.cpp", "node/storage/a.cpp", 'auto q = "SELECT id FROM deliveries";\n')

    def test_a_sentence_that_selects_is_not_sql(self):
        self.write("node/handlers/a.cpp", 'auto m = "Select a message from the list";\n// SELECT id FROM deliveries\n')
        self.assertEqual(self.found(), [])

    def test_drogon_stays_in_http_and_main(self):
        self.check_ban("ban-drogon", "node/handlers/a.cpp", "node/main.cpp", "#include <drogon/drogon.h>\n")

    def test_threads_stay_in_the_node(self):
        self.check_ban("ban-threads", "client/flows/a.cpp", "node/release/a.cpp", "std::thread worker;\n")

    def test_views_draw_through_the_kit(self):
        self.check_ban("ban-raw-widgets", "ui/views/a.cpp", "ui/kit/a.cpp", 'void f() {\n  ImGui::Button("Release");\n}\n')

    def test_tests_are_free(self):
        self.write("tests/ui/a_test.cpp", "#include <imgui.h>\n#include <thread>\n")
        self.assertEqual(self.found(), [])


class SizesTest(LintCase):
    def function(self, name, lines):
        return f"void {name}() {{\n" + "  work();\n" * (lines - 2) + "}\n"

    def test_functions_have_at_most_60_lines(self):
        self.write("client/flows/a.cpp", self.function("fits", 60) + "\n" + self.function("Flow::too_long", 61))
        self.assertEqual(self.found(), [("client/flows/a.cpp", 62, "function-size")])

    def test_view_functions_have_at_most_80(self):
        self.write("ui/views/a.cpp", self.function("list_view", 80) + self.function("rows_view", 81))
        self.assertEqual(self.found(), [("ui/views/a.cpp", 81, "function-size")])

    def test_a_long_namespace_or_class_is_not_a_function(self):
        body = "namespace a {\nclass B {\n" + "  int x_ = 0;\n" * 90 + "};\n}\n"
        self.write("client/flows/a.cpp", body)
        self.assertEqual(self.found(), [])

    def test_braces_in_text_do_not_count(self):
        self.write("client/flows/a.cpp", 'void f() {\n  g("{{{", \'{\', R"(}})");  // }\n}\n' + self.function("g", 61))
        self.assertEqual(self.found(), [("client/flows/a.cpp", 4, "function-size")])

    def test_constructors_with_initialisers_are_functions(self):
        body = "Flow::Flow(Ports ports) : ports_(ports), list_{1} {\n" + "  work();\n" * 60 + "}\n"
        self.write("client/flows/a.cpp", body)
        self.assertEqual(self.rules(), ["function-size"])

    def test_files_are_questioned_at_400_and_refused_at_600(self):
        self.write("client/flows/a.cpp", "int a;\n" * 401)
        self.write("client/flows/b.cpp", "int a;\n" * 601)
        self.assertEqual(self.found(), [("client/flows/b.cpp", 601, "file-size")])
        self.assertEqual(len(self.found(warnings=True)), 2)

    def test_python_functions_count_too(self):
        self.write("tools/a.py", "def long():\n" + "    work()\n" * 60)
        self.assertEqual(self.rules(), ["function-size"])


class NamesTest(LintCase):
    def test_getters_managers_and_helpers(self):
        self.write("client/flows/a.cpp", "int get_total();\nclass ListManager {};\nstruct DateHelper {};\n")
        self.assertEqual(self.rules(), ["get", "vague-name", "vague-name"])

    def test_other_peoples_getters_are_theirs(self):
        self.write("node/mime/a.cpp", "auto a = std::get_if<int>(&v);\nauto b = part.get_name(1);\nauto c = g_mime_part_get_filename(p);\n")
        self.assertEqual(self.found(), [])

    def test_types_are_pascal_case(self):
        self.write("client/flows/a.cpp", "struct list_page {\n};\nenum class Kind { One };\nstruct sqlite3;\ntemplate <class T>\nstruct std::hash<T> {\n};\n")
        self.assertEqual(self.found(), [("client/flows/a.cpp", 1, "type-name")])

    def test_constants_are_k_names_outside_functions(self):
        self.write("client/flows/a.cpp", "inline constexpr int kRows = 1;\nconstexpr int rows = 2;\nvoid f() {\n  constexpr int local = 1;\n}\n")
        self.assertEqual(self.found(), [("client/flows/a.cpp", 2, "constant-name")])

    def test_macros_are_few(self):
        self.write("client/flows/a.cpp", "#define TRY(x) x\n#define SQUARE(x) x\n")
        self.assertEqual(self.found(), [("client/flows/a.cpp", 2, "macro")])

    def test_files_are_snake_case_and_say_something(self):
        self.write("client/flows/AppFlow.cpp", "")
        self.write("client/flows/string_utils.cpp", "")
        self.write("client/common/a.cpp", "")
        self.write("client/flows/a.h", "")
        self.assertEqual(sorted(self.rules()), ["file-name", "file-name", "vague-name", "vague-name"])

    def test_singletons(self):
        self.write("client/flows/a.cpp", "static Clock& instance();\n")
        self.assertEqual(self.rules(), ["singleton"])

    def test_work_left_for_later_is_not_left_in_the_code(self):
        self.write("client/flows/a.cpp", "// TODO: all of it\n")
        self.assertEqual(self.rules(), ["todo"])


class LayoutTest(LintCase):
    def test_only_known_folders_and_files_at_the_top(self):
        self.write("vendor/a.txt", "x\n")
        self.write("notes.txt", "x\n")
        self.assertEqual([(path, rule) for path, _, rule in self.found()], [("notes.txt", "top-file"), ("vendor", "top-folder")])

    def test_each_top_folder_has_a_short_readme(self):
        self.write("client/flows/a.cpp", "")
        (self.root / "client/README.md").write_text("x\n" * 31)
        self.assertEqual(self.rules(), ["readme"])
        (self.root / "client/README.md").unlink()
        self.assertEqual(self.rules(), ["readme"])

    def test_headers_open_with_words_and_pragma_once(self):
        self.write("client/flows/a.hpp", "int a;\n")
        self.assertEqual(sorted(self.rules()), ["header-comment", "pragma-once"])

    def test_tabs_blanks_and_line_ends(self):
        self.write("client/flows/a.cpp", "int a; \n\tint b;\nint c;")
        self.assertEqual(sorted(self.rules()), ["last-line", "tab", "trailing-blank"])

    def test_commented_out_code(self):
        self.write("client/flows/a.cpp", "// auto page = load(id);\n// if (!page) {\n//   return page.error();\n// }\n")
        self.assertEqual(self.found(), [("client/flows/a.cpp", 1, "dead-code")])

    def test_comments_in_words_are_no_code(self):
        self.write("client/flows/a.cpp", "// The last one wins (see above);\n// a comment may end so;\n// one example line is fine:\n// flow.handle(OpenMessage{id});\n")
        self.assertEqual(self.found(), [])


class LookTest(LintCase):
    def test_colours_come_from_the_theme(self):
        self.write("ui/kit/a.cpp", "auto a = IM_COL32(1, 2, 3, 255);\nauto b = ImVec4(0.1f, 0.2f, 0.3f, 1.0f);\nauto colour = 0x112233FF;\nauto hash = 0x811C9DC5;\n")
        self.write("ui/theme/tokens.cpp", "auto colour = 0x112233FF;\n")
        self.assertEqual([line for _, line, _ in self.found()], [1, 2, 3])

    def test_css_takes_them_from_its_tokens(self):
        self.write("web/tokens.css", ":root {\n  --paper: #ffffff;\n}\n")
        self.write("web/page.css", "#face {\n  color: var(--ink);\n  background: #fff;\n}\n")
        self.assertEqual(self.found(), [("web/page.css", 3, "colour")])

    def test_views_keep_no_static_state(self):
        self.write("ui/views/a.cpp", "static int helper() {\n  static int calls = 0;\n  static constexpr int kMax = 3;\n  return calls;\n}\n")
        self.assertEqual(self.found(), [("ui/views/a.cpp", 2, "static-local")])


@unittest.skipUnless(shutil.which("clang-format"), "clang-format is not installed")
class FormatTest(LintCase):
    def test_files_are_laid_out_by_clang_format(self):
        (self.root / ".clang-format").write_text("BasedOnStyle: Google\n")
        self.write("client/flows/a.cpp", "int  a ;\n")
        self.write("client/flows/b.cpp", "int a;\n")
        self.assertEqual(self.found(rules=["format"]), [("client/flows/a.cpp", 1, "format")])
        self.assertEqual(self.found(rules=["format"]), [("client/flows/a.cpp", 1, "format")], "what is remembered as clean must be clean")


class CommandTest(LintCase):
    def test_exit_status_says_whether_anything_is_wrong(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            self.write("client/flows/a.cpp", "int a;\n")
            self.assertEqual(lint.main(["--root", str(self.root), "--rule", "names"]), 0)
            self.write("client/flows/b.cpp", "int get_a();\n")
            self.assertEqual(lint.main(["--root", str(self.root), "--rule", "names"]), 1)
        self.assertIn("client/flows/b.cpp:1: error:", out.getvalue())


if __name__ == "__main__":
    unittest.main()
