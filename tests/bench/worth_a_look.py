#!/usr/bin/env python3
"""How well "worth a look" picks out the wanted mail among what is held, on labelled mail. Prints JSON.

    tests/bench/worth_a_look.py NODE CORPUS      NODE: the program pratique-node; CORPUS: *.eml, labelled by their names

Rspamd (Debian's package, without the network) gives each message its score and symbols, as a mail server would; what reaches the
limit is held. Half of the wanted mail, which is not measured, plays the history that the mailbox had released. Then every other
message goes through `pratique-node import`, and the rows say which of the held ones are worth a look.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

WANTED = ("sa-ham__", "sa-hardham__", "satests__nice")
UNWANTED = ("sa-spam__", "satests__spam")
LIMITS = (2.0, 3.0, 4.0, 6.0)
RELEASED = 8
PORT = 21333


class Rspamd:
    """A scanner of our own on a loopback port, with the packaged rules and no name server."""

    def __init__(self, folder):
        shutil.copytree("/etc/rspamd", folder / "etc")
        local = folder / "etc" / "local.d"
        local.mkdir(exist_ok=True)
        (local / "options.inc").write_text('dns { nameserver = ["127.0.0.1:9"]; timeout = 0.05s; retransmits = 1; }\nfilters = "chartable,dkim,regexp";\ndisable_hyperscan = true;\n')
        (local / "worker-normal.inc").write_text(f'bind_socket = "127.0.0.1:{PORT}";\ncount = 1;\n')
        (local / "worker-controller.inc").write_text(f'bind_socket = "127.0.0.1:{PORT + 1}";\n')
        (local / "worker-proxy.inc").write_text("enabled = false;\n")
        (local / "worker-fuzzy.inc").write_text("enabled = false;\n")
        (local / "logging.inc").write_text(f'type = "file"; filename = "{folder}/rspamd.log"; level = "error";\n')
        names = {"CONFDIR": "etc", "LOCAL_CONFDIR": "etc", "DBDIR": "db", "RUNDIR": "run", "LOGDIR": "log"}
        command = ["rspamd", "-f", "-i", "-u", "root", "-g", "root", "-c", str(folder / "etc" / "rspamd.conf")]
        for name, path in names.items():
            (folder / path).mkdir(exist_ok=True)
            command += ["--var", f"{name}={folder / path}"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(3000):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/ping", timeout=1).read()
                return self
            except OSError:
                time.sleep(0.2)
        raise SystemExit("rspamd did not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def check(self, message):
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}/checkv2", data=message)
        return json.load(urllib.request.urlopen(request, timeout=60))


def verdict_header(answer):
    symbols = []
    for symbol in answer["symbols"].values():
        options = ", ".join(str(option).replace("]", ")").replace("\n", " ") for option in symbol.get("options", []))
        symbols.append(f"\t{symbol['name']}({symbol.get('score', 0):.2f})[{options}]")
    head = f"X-Spamd-Result: default: False [{answer['score']:.2f} / {answer['required_score']:.2f}];\r\n"
    return (head + ";\r\n".join(symbols) + "\r\n").encode("utf-8", "replace")


class Node:
    def __init__(self, program, folder, limit):
        self.program, self.folder = program, folder
        self.config = folder / "node.toml"
        self.config.write_text(f'[storage]\ndata = "{folder}/data"\n')
        self.run("domain", "add", "dest.example", "--route", "smtp://127.0.0.1:9")
        with self.database() as db:
            db.execute("UPDATE domain SET threshold = ?", (limit,))

    def run(self, *words):
        subprocess.run([self.program, "--config", self.config, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})

    def database(self):
        return sqlite3.connect(self.folder / "data" / "pratique.db")

    def take(self, messages):
        paths = []
        for number, message in enumerate(messages):
            path = self.folder / f"{number:04}.eml"
            path.write_bytes(message)
            paths.append(str(path))
        if paths:
            self.run("import", "--recipient", "ann@dest.example", *paths)

    def worth_a_look(self):
        with self.database() as db:
            return {row[0] for row in db.execute("SELECT b.sha256 FROM delivery d JOIN blob b ON b.id = d.blob_id WHERE d.worth_a_look = 1")}


def measure(program, scored, limit):
    wanted = [message for label, _, message in scored if label == "wanted"]
    history, measured_wanted = wanted[::2], set(wanted[1::2])
    held = [(label, message) for label, score, message in scored if score >= limit and (label == "unwanted" or message in measured_wanted)]
    with tempfile.TemporaryDirectory() as folder:
        node = Node(program, Path(folder), limit)
        node.take(history)
        with node.database() as db:
            db.execute("UPDATE delivery SET status = ?", (RELEASED,))
            db.execute("UPDATE delivery SET worth_a_look = 0")
        node.take([message for _, message in held])
        shown = node.worth_a_look()
    picked = [label for label, message in held if hashlib.sha256(message).hexdigest() in shown]
    right, all_wanted = picked.count("wanted"), sum(label == "wanted" for label, _ in held)
    return {"limit": limit, "held_wanted": all_wanted, "held_unwanted": len(held) - all_wanted, "shown_wanted": right, "shown_unwanted": len(picked) - right,
            "precision": round(right / len(picked), 3) if picked else None, "recall": round(right / all_wanted, 3) if all_wanted else None}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    scored = []
    with tempfile.TemporaryDirectory() as folder, Rspamd(Path(folder)) as rspamd:
        for path in sorted(Path(sys.argv[2]).glob("*.eml")):
            label = "wanted" if path.name.startswith(WANTED) else "unwanted" if path.name.startswith(UNWANTED) else None
            if label is None:
                continue
            message = path.read_bytes()
            answer = rspamd.check(message)
            scored.append((label, answer["score"], verdict_header(answer) + message))
    print(json.dumps({"worth_a_look": [measure(sys.argv[1], scored, limit) for limit in LIMITS],
                      "labelled": {"wanted": sum(label == "wanted" for label, *_ in scored), "unwanted": sum(label == "unwanted" for label, *_ in scored)}}, indent=1))


if __name__ == "__main__":
    main()
