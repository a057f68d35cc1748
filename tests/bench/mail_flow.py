"""Messages per second through real Postfix and Rspamd, without the node and with it, in one run; and how long the node takes for each."""

import re
import time
from pathlib import Path

from demo.smtp_client import Letter, send_all
from demo.stack import Stack

MESSAGES, CONNECTIONS = 600, 10
PORTS = (24600, 24699)
_DELAYS = re.compile(r"postfix/qnode/lmtp\[\d+\]: \S+ to=<([^>]*)>.* delays=[\d.]+/[\d.]+/([\d.]+)/([\d.]+),.* status=sent")
_OURS = ("lua.local.d/pratique.lua", "local.d/metadata_exporter.conf")


def letters(turn):
    """4 KB each, half of them held; without greylisting in the domain."""
    for number in range(MESSAGES):
        score = 9 if number % 2 else -3
        head = (f"From: s{number}@partner.example\r\nTo: frida@demo.example\r\nSubject: bench {turn} {number}\r\nX-Demo-Score: {score}\r\n"
                f"Date: Sun, 22 Nov 2026 11:00:00 +0000\r\nMessage-ID: <{turn}.{number}@partner.example>\r\n\r\n")
        body = "".join(f"{turn} {number} {line} the tide tables of this week and the berths of the next\r\n" for line in range(64))
        yield Letter(f"s{number}@partner.example", ["frida@demo.example"], (head + body).encode())


def bench_mail_flow(folder, http_port, progress, quantile):
    stack = Stack(Path(folder) / "mail-flow", http_port, PORTS, mail_flow={"retry_secs": 5})
    stack.folder.chmod(0o711)
    flow = stack.mail_flow
    figures = {"messages": MESSAGES, "connections": CONNECTIONS, "held": MESSAGES // 2}
    try:
        stack.start()
        stack.command("domain", "filter", "demo.example", "greylisting=off", "recipient_check=off")
        flow.set_postfix("delay_logging_resolution_limit = 6")
        time.sleep(12)  # tables and maps
        for turn, name in enumerate(("without_node", "with_node", "without_node", "with_node")):
            _attach(flow, name == "with_node")
            rate, drained = _measure(flow, turn)
            figures.setdefault(f"{name}_messages_per_s", []).append(rate)
            figures.setdefault(f"{name}_until_all_delivered_per_s", []).append(drained)
            progress(f"mail flow, {name}: {rate} messages/s, {drained} until all are delivered")
        times = {"held": [], "report": []}
        for match in _DELAYS.finditer(flow.mail_log.read_text(errors="replace")):
            times["report" if match[1].startswith("log@") else "held"].append((float(match[2]) + float(match[3])) * 1000)
        figures["lmtp_ms"] = {kind: {"n": len(found), "p50": quantile(found, 0.5), "p95": quantile(found, 0.95), "max": quantile(found, 1)} for kind, found in times.items() if found}
    finally:
        stack.stop()
    return figures


def _attach(flow, is_attached):
    """Without the node: no rule that holds and no reports, all else the same."""
    for name in _OURS:
        path = flow.folder / "rspamd" / name
        aside = path.with_suffix(path.suffix + ".aside")
        if is_attached and aside.exists():
            aside.rename(path)
        elif not is_attached and path.exists():
            path.rename(aside)
    flow.stop_rspamd()
    flow.start_rspamd()
    send_all(flow.smtp_port, [Letter("warm@partner.example", ["frida@demo.example"], b"Subject: warm\r\nX-Demo-Score: -3\r\n\r\n.\r\n")], 1)


def _measure(flow, turn):
    started = time.perf_counter()
    answers = send_all(flow.smtp_port, letters(turn), CONNECTIONS)
    sent = time.perf_counter() - started
    if refused := [answer.data for answer in answers if not answer.queue_id]:
        raise RuntimeError(f"{len(refused)} messages were not taken, the first with {refused[0]}")
    while flow.queue():
        time.sleep(0.1)
    drained = time.perf_counter() - started
    return round(MESSAGES / sent, 1), round(MESSAGES / drained, 1)
