"""The same rows in three places: our portal, Rspamd's own web interface (its history table), and a table that holds everything in the page.

Needs Debian's `rspamd` and `valkey-server`, which the build environment has no other use for: bench_peers says so where they are missing.
"""

import gzip
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from node_case import PORTS, Api
from demo.processes import free_port
from demo.stack import SIGN_INS

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers"
ROWS = 20_000
WORD = "port"  # what is filtered for: in many subjects of the generated mail
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


def all_rows(stack, count):
    """The newest rows as the node tells them, page by page."""
    api, rows, cursor = Api(stack), [], None
    while len(rows) < count:
        page = api.json("/v1/messages", limit=500, q="status:quarantined", **({"cursor": cursor} if cursor else {}))
        rows += page["items"]
        cursor = page["next"]
        if not cursor:
            break
    return rows[:count]


def seconds(row):
    return int(time.mktime(time.strptime(row["received_at"][:19], "%Y-%m-%dT%H:%M:%S")))


def history_row(row):
    """What Rspamd's history_redis keeps of a message."""
    names = ("BAYES_SPAM", "R_SPF_FAIL", "DMARC_POLICY_REJECT", "RBL_SPAMHAUS", "MIME_HTML_ONLY", "FROM_HAS_DN", "TO_DN_NONE", "RCVD_COUNT_TWO", "HAS_REPLYTO", "ARC_NA")
    symbols = {name: {"metric_score": 0.5, "score": 0.5, "description": "A check of the filter", "options": [row["sender_ip"]]} for name in names}
    return {"is_skipped": False, "score": row["score"] or 0, "required_score": 15, "action": "add header", "thresholds": {"reject": 15, "add header": 6}, "symbols": symbols,
            "message-id": row["message_id"] or "undef", "time_real": 0.4, "unix_time": seconds(row), "subject": row["subject"], "size": row["size"], "ip": row["sender_ip"] or "unknown",
            "user": "unknown", "sender_smtp": row["envelope_from"], "sender_mime": row["header_from"]["address"], "rcpt_smtp": [row["recipient"]], "rcpt_mime": [row["recipient"]]}


def push(port, key, values):
    """RPUSH, newest first as the history has it, in the protocol's own words: no client library for one command."""
    with socket.create_connection(("127.0.0.1", port)) as server:
        for start in range(0, len(values), 500):
            words = [b"RPUSH", key.encode(), *(value.encode() for value in values[start:start + 500])]
            server.sendall(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words))
            if not server.recv(64).startswith(b":"):
                raise RuntimeError("valkey did not take the rows")


def wait_for(port, process, what):
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError(f"{what} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{what} does not listen on {port}")


class Rspamd:
    """A controller with nothing but its history, over a valkey of its own."""

    def __init__(self, folder, rows):
        self.folder = folder
        folder.mkdir()
        self.store_port = free_port(*PORTS)
        self.store = subprocess.Popen(["valkey-server", "--port", str(self.store_port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)], stdout=subprocess.DEVNULL)
        wait_for(self.store_port, self.store, "valkey-server")
        push(self.store_port, "rs_history", [json.dumps(history_row(row)) for row in rows])
        self.port = free_port(*PORTS)
        (folder / "tld").write_text("com\norg\n")
        config = folder / "rspamd.conf"
        config.write_text(f"""
options {{ pidfile = "{folder}/pid"; url_tld = "{folder}/tld"; hs_cache_dir = "{folder}"; dns {{ nameserver = ["127.0.0.1:9"]; }} }}
logging {{ type = "file"; filename = "{folder}/log"; level = "error"; }}
worker "controller" {{ bind_socket = "127.0.0.1:{self.port}"; count = 1; secure_ip = ["127.0.0.1"]; password = "bench"; static_dir = "/usr/share/rspamd/www"; }}
modules {{ path = "/usr/share/rspamd/plugins/history_redis.lua"; }}
history_redis {{ servers = "127.0.0.1:{self.store_port}"; nrows = {len(rows)}; compress = false; key_prefix = "rs_history"; }}
""")
        self.process = subprocess.Popen(["rspamd", "--config", str(config), "--no-fork", "--insecure"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port, self.process, "rspamd")

    def stop(self):
        for process in (self.process, self.store):
            process.terminate()
            process.wait(timeout=20)


def serve_page(rows):
    """The table page: static files and all rows in one answer, compressed as a panel's web server would."""
    table = [{"from": row["header_from"]["address"], "to": row["recipient"], "subject": row["subject"], "kind": row["class"], "score": row["score"], "time": seconds(row)} for row in rows]
    everything = json.dumps(table).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = "/datatables.html" if self.path == "/" else self.path.split("?")[0]
            file = (PEERS / path.lstrip("/")).resolve()
            if path != "/rows.json" and (PEERS not in file.parents or not file.is_file()):
                self.send_error(404)
                return
            body = gzip.compress(everything if path == "/rows.json" else file.read_bytes(), 6)
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(Path(path).suffix, "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def bench_peers(stack, folder, progress):
    missing = [name for name in ("rspamd", "valkey-server") if not shutil.which(name)]
    if missing:
        return {"skipped": f"{' and '.join(missing)} not installed: ./dev shell apt-get install rspamd valkey-server"}
    rows = all_rows(stack, ROWS)
    progress(f"{len(rows)} rows for everyone")
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PEERS, check=True)
    page, rspamd = serve_page(rows), Rspamd(folder / "rspamd", rows)
    try:
        environment = {**os.environ, "PRATIQUE_URL": stack.url, "PRATIQUE_LOGIN": "demo.example", "PRATIQUE_PASSWORD": SIGN_INS["demo.example"][1], "PEERS_WORD": WORD,
                       "RSPAMD_URL": f"http://127.0.0.1:{rspamd.port}/", "TABLE_URL": f"http://127.0.0.1:{page.server_address[1]}/"}
        answer = subprocess.run(["node", str(HERE / "peers.mjs")], env=environment, stdout=subprocess.PIPE, check=False)
        if answer.returncode != 0:
            return {"failed": f"peers.mjs ended with {answer.returncode}"}
        return {"rows": len(rows), **json.loads(answer.stdout)}
    finally:
        rspamd.stop()
        page.shutdown()
