"""The node at 10,000, 100,000 and 1,000,000 deliveries of one domain: what each call costs over real HTTP, and acting on all that match.

Run by run.py. Ratios to the first size show how cost grows. The stores are filled by bench_fill (build/native-release) and kept with --keep.
"""

import http.client
import json
import os
import random
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path

from node_case import PORTS

from demo import phrases
from demo.processes import free_port
from demo.stack import ROOT, SIGN_INS, Stack

FILL = ROOT / "build/native-release/bench_fill"
EMAIL_USER = f"frida@{phrases.DOMAIN}"
CALLS = 40
HELD = "status:quarantined"


def quantile(values, share):
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2)


class Caller:
    """One person's calls over one connection, as a browser makes them."""

    def __init__(self, stack, login):
        self.connection = http.client.HTTPConnection("127.0.0.1", stack.http_port, timeout=120)
        self.token = None
        self.token = self.call("POST", "/v1/session", {"login": login, "password": SIGN_INS[login][1]})["token"]

    def call(self, method, path, body=None, **query):
        target = path + ("?" + urllib.parse.urlencode(query) if query else "")
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        self.connection.request(method, target, json.dumps(body) if body is not None else None, headers | ({"Content-Type": "application/json"} if body is not None else {}))
        answer = self.connection.getresponse()
        raw = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {target}: {answer.status} {raw[:300]}")
        return json.loads(raw)

    def timed(self, path, **query):
        started = time.perf_counter()
        answer = self.call("GET", path, **query)
        return (time.perf_counter() - started) * 1000, answer


def memory(stack):
    """Resident memory in MB: all of it, and what is the process's own."""
    lines = Path(f"/proc/{stack.node.pid}/status").read_text().split("\n")
    figures = {line.split(":")[0]: round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith(("VmRSS", "VmHWM", "RssAnon"))}
    return {"rss_mb": figures["VmRSS"], "highest_mb": figures["VmHWM"], "own_mb": figures["RssAnon"]}


def kinds(total, newest, sender):
    """The calls of one reader: name → parameters of the n-th call."""
    chance = random.Random(5)
    day = 86_400
    since = [time.strftime("%Y-%m-%d", time.gmtime(newest - days * day)) for days in (3, 10, 30, 60)]
    common = ("invoice", "parcel", "newsletter", "lantern")  # bench_fill puts them into half of all mail, and more
    usual = ("pelso", "brutipel", "nesfi", "gorbrudoyst")     # into 1 to 3 of a hundred
    page = {"limit": 100}
    return {
        "first_page": lambda n: ("/v1/messages", page | {"q": HELD}),
        "jump": lambda n: ("/v1/messages", page | {"q": HELD, "offset": chance.randrange(max(1, total - 100))}),
        "by_score": lambda n: ("/v1/messages", page | {"q": HELD, "sort": "-score"}),
        "by_score_jump": lambda n: ("/v1/messages", page | {"q": HELD, "sort": "-score", "offset": chance.randrange(max(1, total - 100))}),
        "query_class_from": lambda n: ("/v1/messages", page | {"q": f"{HELD} class:bulk from:{sender[n % len(sender)]}"}),
        "query_unseen_score": lambda n: ("/v1/messages", page | {"q": f"{HELD} is:unseen score>{8 + n % 4}"}),
        "query_after_subject": lambda n: ("/v1/messages", page | {"q": f"{HELD} after:{since[n % 4]} subject:{common[n % 4]}"}),
        "query_body_word": lambda n: ("/v1/messages", page | {"q": f"{HELD} {usual[n % 4]}"}),
        "query_two_common_words": lambda n: ("/v1/messages", page | {"q": f"{HELD} {common[n % 4]} {('harbour', 'account', 'meeting')[n % 3]}"}),
        "query_common_word": lambda n: ("/v1/messages", page | {"q": f"{HELD} {common[n % 4]}"}),
        "count": lambda n: ("/v1/messages/count", {"q": HELD}),
        "histogram": lambda n: ("/v1/messages/histogram", {"q": HELD, "bucket": "day", "zone_offset_minutes": 60}),
        "histogram_of_words": lambda n: ("/v1/messages/histogram", {"q": f"{HELD} {common[n % 4]}", "bucket": "day"}),
        "selection": lambda n: ("/v1/selection", {"q": f"{HELD} class:{('bulk', 'phish', 'virus')[n % 3]}"}),
    }


def measure(caller, calls):
    first = caller.call("GET", "/v1/messages", q=HELD, limit=100)
    newest = time.time()
    senders = [item["header_from"]["address"].split("@")[1] for item in first["items"][:8]]
    figures = {"held": first["total"]}
    for name, of in kinds(first["total"], newest, senders).items():
        slow = name == "selection"
        times = []
        for n in range(calls // 4 if slow else calls):
            path, query = of(n)
            taken, _ = caller.timed(path, **query)
            times.append(taken)
        figures[name] = {"p50_ms": quantile(times, 0.5), "p95_ms": quantile(times, 0.95)}
    figures["next_page"] = next_pages(caller, first["total"], calls)
    return figures


def log_kinds(total, newest, sender):
    """The calls of one reader of the delivery log."""
    chance = random.Random(7)
    page = {"limit": 100}
    after = [time.strftime("%Y-%m-%d", time.gmtime(newest - days * 86_400)) for days in (1, 10, 30, 60)]
    return {
        "log_first_page": lambda n: ("/v1/messages", page | {"q": ""}),
        "log_jump": lambda n: ("/v1/messages", page | {"q": "", "offset": chance.randrange(max(1, total - 100))}),
        "log_rejected": lambda n: ("/v1/messages", page | {"q": "status:rejected"}),
        "log_rejected_jump": lambda n: ("/v1/messages", page | {"q": "status:rejected", "offset": chance.randrange(max(1, total // 20))}),
        "log_deferred": lambda n: ("/v1/messages", page | {"q": "status:deferred"}),
        "log_accepted": lambda n: ("/v1/messages", page | {"q": "status:accepted"}),
        "log_from": lambda n: ("/v1/messages", page | {"q": f"from:{sender[n % len(sender)]}"}),
        "log_delivered_after": lambda n: ("/v1/messages", page | {"q": f"status:delivered after:{after[n % 4]}"}),
        "log_reason": lambda n: ("/v1/messages", page | {"q": f"reason:greylisted after:{after[n % 4]}"}),
        "log_histogram": lambda n: ("/v1/messages/histogram", {"q": "", "bucket": "day"}),
    }


def measure_log(caller, calls):
    first = caller.call("GET", "/v1/messages", q="", limit=100)
    senders = [item["header_from"]["address"].split("@")[1] for item in first["items"][:8]]
    figures = {"rows": first["total"]}
    for name, of in log_kinds(first["total"], time.time(), senders).items():
        times = [caller.timed(path, **query)[0] for path, query in (of(n) for n in range(calls))]
        figures[name] = {"p50_ms": quantile(times, 0.5), "p95_ms": quantile(times, 0.95)}
    return figures


def bench_log(folder, rows, calls, progress, log_percent=60):
    """The delivery log at full size: held mail and rows of every other status in one table."""
    where = folder / f"log-{rows}"
    where.mkdir(mode=0o711, exist_ok=True)
    stack = Stack(where, free_port(*PORTS), PORTS)
    stack.start()
    try:
        stack.stop_node()
        figures = {"rows": rows, "log_percent": log_percent}
        if not (where / "filled").exists():
            progress(f"filling a store with {rows} rows, {log_percent} % of them of the log alone")
            figures["fill"] = json.loads(subprocess.run([str(FILL), str(stack.data), str(rows), phrases.DOMAIN, EMAIL_USER, str(log_percent)], stdout=subprocess.PIPE, check=True).stdout)
            (where / "filled").touch()
        stack.start_node()
        for name, login in (("domain", phrases.DOMAIN), ("mailbox", EMAIL_USER)):
            figures[name] = measure_log(Caller(stack, login), calls)
            progress(f"log of {rows} rows, {name}: first page p95 {figures[name]['log_first_page']['p95_ms']} ms, rejected p95 {figures[name]['log_rejected']['p95_ms']} ms")
        return figures
    finally:
        stack.stop()


def next_pages(caller, total, calls):
    """By cursor, from the middle of the list on."""
    page = caller.call("GET", "/v1/messages", q=HELD, limit=100, offset=total // 2)
    times = []
    for _ in range(calls):
        if not page["next"]:
            break
        taken, page = caller.timed("/v1/messages", q=HELD, limit=100, cursor=page["next"])
        times.append(taken)
    return {"p50_ms": quantile(times, 0.5), "p95_ms": quantile(times, 0.95)} if times else None


class Onlooker(threading.Thread):
    """Somebody else who reads the first page all the while."""

    def __init__(self, stack):
        super().__init__(daemon=True)
        self.caller, self.times, self.is_over = Caller(stack, EMAIL_USER), [], False

    def run(self):
        while not self.is_over:
            self.times.append(self.caller.timed("/v1/messages", q=HELD, limit=100)[0])
            time.sleep(0.05)

    def end(self):
        self.is_over = True
        self.join()
        return {"p50_ms": quantile(self.times, 0.5), "p95_ms": quantile(self.times, 0.95)}


def follow(caller, job, ends):
    started = time.perf_counter()
    while job["state"] not in ends:
        time.sleep(0.2)
        job = caller.call("GET", f"/v1/jobs/{job['id']}")
    return job, time.perf_counter() - started


def act(stack, caller, progress):
    """Removes all of one class, then takes it back."""
    query = f"{HELD} class:bulk"
    matching = caller.call("GET", "/v1/messages/count", q=query)["count"]
    before = caller.call("GET", "/v1/messages/count", q=HELD)["count"]
    onlooker = Onlooker(stack)
    onlooker.start()
    started = time.perf_counter()
    job = caller.call("POST", "/v1/actions", {"action": "remove", "query": query})
    fixed = time.perf_counter() - started
    job, taken = follow(caller, job, ("done",))
    figures = {"matching": matching, "done": job["done"], "set_fixed_secs": round(fixed, 2), "secs": round(taken, 1), "rows_per_s": round(job["done"] / (taken + fixed)), "first_page_meanwhile": onlooker.end()}
    onlooker = Onlooker(stack)
    onlooker.start()
    started = time.perf_counter()
    job = caller.call("POST", f"/v1/jobs/{job['id']}/undo")
    job, taken = follow(caller, job, ("undone",))
    figures |= {"undone": job["undone"], "undo_rows_per_s": round(job["undone"] / (time.perf_counter() - started)), "first_page_during_undo": onlooker.end()}
    figures["counts_agree"] = caller.call("GET", "/v1/messages/count", q=HELD)["count"] == before
    progress(f"acting on {matching}: removed {figures['rows_per_s']} rows/s, brought back {figures['undo_rows_per_s']} rows/s")
    return figures


def drawn(stack, calls):
    """From the wish to drawn rows, in Chromium, as the domain's administrator."""
    environment = {**os.environ, "PRATIQUE_URL": stack.url, "PRATIQUE_LOGIN": phrases.DOMAIN, "PRATIQUE_PASSWORD": SIGN_INS[phrases.DOMAIN][1], "PRATIQUE_CALLS": str(calls)}
    answer = subprocess.run(["node", str(Path(__file__).with_name("scale_portal.mjs"))], env=environment, stdout=subprocess.PIPE, check=False)
    return json.loads(answer.stdout) if answer.returncode == 0 else {"failed": f"scale_portal.mjs ended with {answer.returncode}"}


def at_size(folder, rows, calls, progress):
    stack = Stack(folder, free_port(*PORTS), PORTS)
    stack.start()
    try:
        figures = {"rows": rows}
        if not (folder / f"filled-{rows}").exists():
            stack.stop_node()
            progress(f"filling a store with {rows} rows")
            figures["fill"] = json.loads(subprocess.run([str(FILL), str(stack.data), str(rows), phrases.DOMAIN, EMAIL_USER], stdout=subprocess.PIPE, check=True).stdout)
            (folder / f"filled-{rows}").touch()
        else:
            stack.stop_node()
        stack.start_node()
        figures["memory_at_start"] = memory(stack)
        for name, login in (("domain", phrases.DOMAIN), ("mailbox", EMAIL_USER)):
            figures[name] = measure(Caller(stack, login), calls)
            progress(f"{rows} rows, {name}: first page p95 {figures[name]['first_page']['p95_ms']} ms, jump p95 {figures[name]['jump']['p95_ms']} ms")
        figures["memory"] = memory(stack)
        figures["drawn"] = drawn(stack, calls)
        progress(f"{rows} rows, drawn in Chromium: {figures['drawn']}")
        figures["act"] = act(stack, Caller(stack, phrases.DOMAIN), progress)
        figures["memory_after_acting"] = memory(stack)
        figures["store_mb"] = round(sum(path.stat().st_size for path in stack.data.glob("pratique.db*")) / 1e6)
        return figures
    finally:
        stack.stop()


def growth(sizes):
    """p95 of each call as a multiple of the smallest store's."""
    first = sizes[0]
    return {
        scope: {name: [round(size[scope][name]["p95_ms"] / first[scope][name]["p95_ms"], 1) for size in sizes if isinstance(size[scope].get(name), dict)] for name in first[scope] if isinstance(first[scope][name], dict)}
        for scope in ("domain", "mailbox")
    }


def bench_scale(folder, sizes, calls, progress):
    figures = []
    for rows in sizes:
        where = folder / f"scale-{rows}"
        where.mkdir(mode=0o711, exist_ok=True)
        figures.append(at_size(where, rows, calls, progress))
    return {"sizes": figures, "p95_growth": growth(figures)}
