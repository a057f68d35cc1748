"""Direction of includes (ARCHITECTURE.md, "Layers") and the third-party code that each folder may touch."""

import re

from lint_rules.tree import Finding

_CLIENT = ("client/base", "client/api", "client/ports", "client/store", "client/intents", "client/requests", "client/flows")
_UI_BASE = ("ui/theme", "ui/strings", "ui/a11y", "ui/text")
_SEEN_BY_UI = ("client/base", "client/api", "client/ports", "client/store", "client/intents")
_NODE_RANK = {"node/config": 0, "node/domain": 1, "node/storage": 2, "node/mime": 2, "node/auth": 3, "node/release": 3,
              "node/mailflow": 3, "node/training": 3, "node/tls": 4, "node/reports": 4, "node/letters": 4, "node/ingest": 5, "node/jobs": 5, "node/handlers": 6, "node/compat": 7,
              "node/http": 8, "node/commands": 9}

# Folder (longest prefix wins) -> what its files may include, besides their own folder.
MAY_INCLUDE = {
    "client/base": (),
    "client/api": ("client/base",),
    "client/ports": ("client/base", "client/api"),
    "client/store": ("client/base", "client/api"),
    "client/intents": ("client/base", "client/api", "client/store"),
    "client/requests": ("client/base", "client/api", "client/ports", "client/store", "client/intents"),
    "client/flows": _CLIENT,
    "ui/theme": _SEEN_BY_UI + _UI_BASE,
    "ui/strings": _SEEN_BY_UI + _UI_BASE,
    "ui/a11y": _SEEN_BY_UI + _UI_BASE,
    "ui/text": _SEEN_BY_UI + _UI_BASE,
    "ui/kit": _SEEN_BY_UI + _UI_BASE,
    "ui/views": _SEEN_BY_UI + _UI_BASE + ("ui/kit",),
    "ui/gallery": _SEEN_BY_UI + _UI_BASE + ("ui/kit", "ui/views"),
    "web": ("client/base", "client/api", "client/ports", "ui/a11y", "ui/text"),
    "shell": ("client", "ui", "web"),
    "node": ("client/base", "client/api", "node"),
    "tests": ("client", "ui", "shell", "web", "node", "tests"),
}
for _folder, _rank in _NODE_RANK.items():
    MAY_INCLUDE[_folder] = ("client/base", "client/api") + tuple(other for other, rank in _NODE_RANK.items() if rank < _rank)

_OURS = {"client", "ui", "shell", "web", "node", "tests", "assets", "tools"}
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include\s+(["<])([^">]+)[">]', re.M)


class Ban:
    """`pattern` may appear only in `allowed` (folders or files); tests are free."""

    def __init__(self, name, pattern, allowed, where=("client", "ui", "shell", "web", "node"), literals=False):
        self.name, self.pattern, self.allowed, self.where, self.literals = name, re.compile(pattern, re.M), allowed, where, literals

    def concerns(self, path):
        return within(path, self.where) and not within(path, self.allowed)


_SQL = r'"\s*(?:SELECT\s.+\sFROM\s|SELECT \*|INSERT (?:OR \w+ )?INTO\s|UPDATE \w+ SET\s|DELETE FROM\s|CREATE (?:TABLE|INDEX|VIRTUAL|UNIQUE)|PRAGMA\s|ALTER TABLE\s)|\bsqlite3_\w+\('
BANS = (
    Ban("imgui", r"#\s*include\s+[\"<]imgui|\bImGui::", ("ui", "shell")),
    Ban("sdl", r"#\s*include\s+[\"<](?:SDL|GLES|GL/|EGL)|\bSDL_[A-Z]\w+\(", ("shell",)),
    Ban("emscripten", r"#\s*include\s+[\"<]emscripten|\bEM_(?:ASM|JS|ASYNC_JS)\b|\bEMSCRIPTEN_KEEPALIVE\b|\bemscripten_\w+\(", ("web",)),
    Ban("nlohmann", r"#\s*include\s+[\"<]nlohmann|\bnlohmann::", ("client/api", "node/config")),
    Ban("sql", _SQL, ("node/storage",), literals=True),
    Ban("drogon", r"#\s*include\s+[\"<]drogon|\bdrogon::|#\s*include\s+[\"<]trantor|\btrantor::", ("node/http", "node/main.cpp")),
    Ban("openssl", r"#\s*include\s+[\"<]openssl", ("node/tls", "node/auth")),
    Ban("threads", r"\bstd::(?:thread|jthread|async)\b|#\s*include\s+<thread>", ("node",)),
    Ban("raw-widgets", r"\bImGui::(?:Button|SmallButton|InvisibleButton|Text\w*|LabelText|BulletText|Checkbox|RadioButton|Combo|BeginCombo|Input\w+|"
        r"Slider\w+|Drag\w+|Selectable|TreeNode\w*|CollapsingHeader|ListBox|MenuItem|BeginMenu|BeginTabBar|BeginTable|Color\w+|Begin|BeginChild|BeginPopup\w*)\(",
        ("ui/kit", "ui/text", "shell"), where=("ui",)),
)


def within(path, folders):
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def check(tree):
    for source in tree.cpp:
        yield from _includes(source)
        yield from _bans(source)


def _includes(source):
    allowed = _allowed(source.path)
    for match in _INCLUDE.finditer(source.without_comments):
        quote, target = match.groups()
        line = source.text.count("\n", 0, match.start()) + 1
        if target.startswith(".") or "/../" in target:
            yield Finding(source.path, line, "include-path", f"write “{target}” from the root of the project")
        elif target.split("/")[0] in _OURS and "/" in target and allowed is not None:
            if quote == "<":
                yield Finding(source.path, line, "include-path", f"our own “{target}” is included with quotes")
            if not (within(target, (source.folder,)) or within(target, (_layer(source.path),)) or within(target, allowed)):
                yield Finding(source.path, line, "layers", f"{_layer(source.path)} may not include {target}")


def _layer(path):
    return max((folder for folder in MAY_INCLUDE if within(path, (folder,))), key=len, default="")


def _allowed(path):
    layer = _layer(path)
    return MAY_INCLUDE[layer] if layer else None


def _bans(source):
    if source.is_test:
        return
    for ban in BANS:
        if not ban.concerns(source.path):
            continue
        text = source.without_comments if ban.literals or "include" in ban.pattern.pattern else source.code
        for match in ban.pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            where = ", ".join(ban.allowed)
            yield Finding(source.path, line, f"ban-{ban.name}", f"“{match.group(0).strip()}” belongs in {where} only")
