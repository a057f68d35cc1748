#!/usr/bin/env python3
"""Figures of the node and the portal as JSON on standard output. They never pass or fail: read them beside the machine they name.

    tests/bench/run.py [lmtp | list | portal | mail_flow | scale | log | peers]…  [--rows N] [--sizes N,N,…] [--keep DIR]      ./dev bench does the same

`mail_flow`, `scale` and `peers` are for the asking only: the first sends through Postfix and Rspamd, as root (mail_flow.py), the second
fills stores of 10,000 to 1,000,000 rows, which takes minutes (scale.py), the third shows the same 20,000 rows in other programs (peers.py).
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "tools"), str(HERE.parent / "e2e")]

from node_case import PORTS, Api  # noqa: E402

import mail_flow  # noqa: E402
import peers  # noqa: E402
import scale  # noqa: E402

from demo import lmtp_client, mail_generator, phrases  # noqa: E402
from demo.processes import free_port  # noqa: E402
from demo.stack import ROOT, SIGN_INS, Stack  # noqa: E402

LMTP_MESSAGES, LMTP_CONNECTIONS = 2000, 4
RECIPIENTS_PER_MESSAGE = 20
LIST_CALLS = 60


def progress(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def quantile(values, share):
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)


def machine():
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().split("\n") if line.startswith("model name")), platform.machine())
    return {"cpu": cpu, "cores": os.cpu_count(), "load": os.getloadavg()[0], "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}


def bench_lmtp(stack):
    """The same messages, one recipient each, over the same number of connections: the node, then Dovecot, then both again."""
    messages = list(mail_generator.generate(LMTP_MESSAGES, seed=11))
    figures = {"messages": LMTP_MESSAGES, "connections": LMTP_CONNECTIONS, "mean_bytes": round(sum(len(m.raw) for m in messages) / LMTP_MESSAGES)}
    for turn in (1, 2):
        for name, port in (("node", stack.lmtp_port), ("dovecot", stack.dovecot.lmtp_port)):
            mails = [lmtp_client.Mail(m.sender, [m.address], m.raw, f"{turn}{m.queue_id}", m.client_ip, m.client_host, m.helo, m.smtputf8) for m in messages]
            started = time.perf_counter()
            outcomes = lmtp_client.send_all("127.0.0.1", port, mails, LMTP_CONNECTIONS)
            taken = time.perf_counter() - started
            refused = sum(not outcome.accepted for outcome in outcomes.values())
            figures.setdefault(f"{name}_messages_per_s", []).append(round(LMTP_MESSAGES / taken, 1))
            if refused:
                figures[f"{name}_refused"] = refused
            progress(f"LMTP, turn {turn}: {name} {LMTP_MESSAGES / taken:.0f} messages/s")
    return figures


def fill(stack, rows):
    """Rows come fastest as messages to many recipients; each is a row of its own."""
    have = Api(stack).json("/v1/messages", limit=1)["total"]
    need = max(0, rows - have) // RECIPIENTS_PER_MESSAGE + 1
    progress(f"filling the store to {rows} rows ({need} messages to {RECIPIENTS_PER_MESSAGE} recipients)")
    people = [f"berth{number}@{phrases.DOMAIN}" for number in range(RECIPIENTS_PER_MESSAGE)]
    started = time.perf_counter()
    mails = (lmtp_client.Mail(m.sender, people, m.raw, m.queue_id, m.client_ip, m.client_host, m.helo, m.smtputf8) for m in mail_generator.generate(need, seed=12))
    lmtp_client.send_all("127.0.0.1", stack.lmtp_port, mails, LMTP_CONNECTIONS)
    total = Api(stack).json("/v1/messages", limit=1)["total"]
    progress(f"{total} rows, filled in {time.perf_counter() - started:.0f} s")
    return total


def bench_list(stack, rows):
    total = fill(stack, rows)
    api = Api(stack)
    kinds = {
        "first_page": lambda n: {"limit": 100, "q": "status:quarantined"},
        "by_offset": lambda n: {"limit": 100, "q": "status:quarantined", "offset": n * (total - 100) // LIST_CALLS},
        "by_score": lambda n: {"limit": 100, "q": "status:quarantined", "sort": "-score", "offset": n * 200},
        "search_words": lambda n: {"limit": 100, "q": ("harbour invoice", "lighthouse", "受付", "parcel fee", "Großsegel")[n % 5] + " status:quarantined"},
        "search_field": lambda n: {"limit": 100, "q": ("from:slow-tides.example", "kind:phish", "score>12", "has:attachment")[n % 4] + " status:quarantined"},
    }
    figures = {"rows": total}
    for name, query in kinds.items():
        times = []
        for number in range(LIST_CALLS):
            target = "/v1/messages?" + urllib.parse.urlencode(query(number))
            started = time.perf_counter()
            api.bytes(target)
            times.append((time.perf_counter() - started) * 1000)
        figures[name] = {"p50_ms": quantile(times, 0.5), "p95_ms": quantile(times, 0.95)}
        progress(f"list call, {name}: p50 {figures[name]['p50_ms']} ms, p95 {figures[name]['p95_ms']} ms")
    return figures


def bench_portal(stack, rows):
    total = fill(stack, rows)
    environment = {**os.environ, "PRATIQUE_URL": stack.url, "PRATIQUE_LOGIN": "demo.example", "PRATIQUE_PASSWORD": SIGN_INS["demo.example"][1]}
    answer = subprocess.run(["node", str(HERE / "portal.mjs")], env=environment, stdout=subprocess.PIPE, check=False)
    if answer.returncode != 0:
        return {"failed": f"portal.mjs ended with {answer.returncode}"}
    return {"rows": total, **json.loads(answer.stdout)}


def transfer_bytes():
    """What a browser fetches up to a usable portal, compressed as the node serves it."""
    manifest = sorted(path for path in (ROOT / "build/portal").rglob("*") if path.is_file() and path.suffix not in (".br", ".gz", ".map"))
    return {str(path.relative_to(ROOT / "build/portal")): (Path(f"{path}.br") if Path(f"{path}.br").exists() else path).stat().st_size for path in manifest}


def main():
    parser = argparse.ArgumentParser(description="Figures of the node and the portal, as JSON.")
    parser.add_argument("names", nargs="*", metavar="lmtp|list|portal|mail_flow|scale|log|peers")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="rows of the stores for scale")
    parser.add_argument("--calls", type=int, default=scale.CALLS, help="calls of each kind for scale")
    parser.add_argument("--keep", type=Path, help="folder for the stores of scale, used again when they are there")
    options = parser.parse_args()
    names = options.names or ["lmtp", "list", "portal"]
    if unknown := set(names) - {"lmtp", "list", "portal", "mail_flow", "scale", "log", "peers"}:
        parser.error(f"there is no bench {', '.join(sorted(unknown))}")
    folder = Path(tempfile.mkdtemp(prefix="pratique-bench-"))
    folder.chmod(0o711)
    figures = {"machine": machine(), "portal_files_bytes": transfer_bytes()}
    stores = options.keep or folder
    stores.mkdir(parents=True, exist_ok=True)
    if "scale" in names:
        figures["scale"] = scale.bench_scale(stores.resolve(), [int(size) for size in options.sizes.split(",")], options.calls, progress)
    if "log" in names:
        figures["log"] = scale.bench_log(stores.resolve(), int(options.sizes.split(",")[-1]), options.calls, progress)
    if "mail_flow" in names:
        figures["mail_flow"] = mail_flow.bench_mail_flow(folder, free_port(*mail_flow.PORTS), progress, quantile)
    stack = Stack(folder, free_port(*PORTS), PORTS)
    try:
        if set(names) - {"scale", "log", "mail_flow"}:
            stack.start()
        if "lmtp" in names:
            figures["lmtp"] = bench_lmtp(stack)
        if "list" in names:
            figures["list"] = bench_list(stack, options.rows)
        if "portal" in names:
            figures["portal"] = bench_portal(stack, options.rows)
        if "peers" in names:
            fill(stack, peers.ROWS)
            figures["peers"] = peers.bench_peers(stack, folder, progress)
        print(json.dumps(figures, indent=2))
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
