"""A test case with its own Dovecot and node, and the node's API as the domain user sees it."""

import hashlib
import imaplib
import json
import shutil
import sys
import tempfile
import unittest
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from demo import dovecot  # noqa: E402
from demo.processes import free_port  # noqa: E402
from demo.stack import SIGN_INS, Stack  # noqa: E402

PORTS = (24000, 24099)


class NodeCase(unittest.TestCase):
    def start_stack(self, binary=None, **options):
        return start_stack(self.addCleanup, binary, **options)


def start_stack(add_cleanup, binary=None, ports=PORTS, **options):
    """With the addClassCleanup of a test case the stack serves all its tests."""
    folder = Path(tempfile.mkdtemp(prefix="pratique-e2e-"))
    folder.chmod(0o711)  # Dovecot's users pass through it
    add_cleanup(shutil.rmtree, folder, ignore_errors=True)
    stack = Stack(folder, free_port(*ports), ports, **options)
    if binary:
        stack.binary = Path(binary)
    add_cleanup(stack.stop)
    return stack.start()


class Api:
    """Calls with one session, as the user of the whole domain unless another is named."""

    def __init__(self, stack, login="demo.example", password=None):
        self.url = stack.url
        answer = self._open("POST", "/v1/session", json.dumps({"login": login, "password": password or SIGN_INS[login][1]}).encode(), {"Content-Type": "application/json"})
        self.token = json.loads(answer)["token"]

    def bytes(self, path, **query):
        target = path + ("?" + urllib.parse.urlencode(query) if query else "")
        return self._open("GET", target, None, {"Authorization": f"Bearer {self.token}"})

    def json(self, path, **query):
        return json.loads(self.bytes(path, **query))

    def post(self, path, value):
        return json.loads(self._open("POST", path, json.dumps(value).encode(), {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}))

    def every_message(self, query=""):
        """All summaries, page by page along the cursor."""
        found, cursor = [], None
        while True:
            page = self.json("/v1/messages", limit=200, q=query, **({"cursor": cursor} if cursor else {}))
            found += page["items"]
            cursor = page.get("next")
            if not cursor:
                return found, page["total"]

    def _open(self, method, target, body, headers):
        request = urllib.request.Request(self.url + target, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()


def mailbox(stack, user):
    """Every message of the user's INBOX as IMAP gives it."""
    with imaplib.IMAP4("127.0.0.1", stack.imap_port) as imap:
        imap.authenticate("PLAIN", lambda _: f"\0{user}\0{dovecot.PASSWORD}".encode())
        imap.select("INBOX", readonly=True)
        numbers = imap.search(None, "ALL")[1][0].split()
        return [imap.fetch(number, "(BODY.PEEK[])")[1][0][1] for number in numbers]


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def canonical(raw):
    """As Postfix hands it on: every line ends in CRLF, the last one, too."""
    raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return raw if raw.endswith(b"\r\n") else raw + b"\r\n"
