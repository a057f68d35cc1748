#!/usr/bin/env python3
"""`./dev run`: the portal with a demo domain, on this machine only. Ctrl-C stops everything that it started.

    tools/demo/run.py [--port N] [--data DIR] [--messages N] [--live SECS] [--mail-flow]
"""

import argparse
import fcntl
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo import lmtp_client, mail_generator, traffic  # noqa: E402
from demo.mail_flow import CONTROLLER_PASSWORD  # noqa: E402
from demo.processes import StartError, free_port, port_is_free  # noqa: E402
from demo.smtp_client import send_all  # noqa: E402
from demo.stack import ROOT, SIGN_INS, Stack  # noqa: E402

FIRST_PORT, LAST_PORT = 8480, 8499
FLOW_PORTS = {"smtp": 2525, "release": 2526}
FLOW_MESSAGES = 60
AWAY_SECS = 15

_TO_TRY = """
Real Postfix and Rspamd stand before the node; mail comes in by SMTP on 127.0.0.1:{smtp}. Things to try:

  a message that is held       printf 'From: ann@stranger.example\\nSubject: Try\\nX-Demo-Score: 9\\n\\nHello\\n' |
                               curl -s smtp://127.0.0.1:{smtp} --mail-from ann@stranger.example --mail-rcpt frida@demo.example -T -
  delivered, or rejected       the same with X-Demo-Score: -3, or 25 (greylisting starts at 4, held from 6, rejected from 15)
  another domain, no restart   {node} domain add new.example --route lmtp://127.0.0.1:{dovecot}
                               then --mail-rcpt you@new.example
  what is checked for it       {node} domain filter new.example greylisting=off
  the node away                kill -9 {node_pid}: mail waits in Postfix until the node is there again, some seconds later
  what Postfix wrote           {mail_log}
  Rspamd's own pages           http://127.0.0.1:{controller}/ with the password {password}
"""


def parse_arguments(arguments=None):
    parser = argparse.ArgumentParser(prog="./dev run", description="The portal with a demo domain, on this machine only.")
    parser.add_argument("--port", type=int, help=f"where the portal answers (default: the first free one from {FIRST_PORT})")
    parser.add_argument("--data", type=Path, help="where the demo keeps everything (default: .demo in the checkout; with --mail-flow a folder that goes at the end)")
    parser.add_argument("--messages", type=int, help=f"how many messages a new data folder gets (default: 400; {FLOW_MESSAGES} with --mail-flow)")
    parser.add_argument("--mail-flow", action="store_true", help="with Postfix and Rspamd before the node; as root only")
    parser.add_argument("--live", type=float, default=0, metavar="SECS", help="a new message about every SECS seconds (default: none)")
    parser.add_argument("--lifeline", type=int, help=argparse.SUPPRESS)  # a descriptor that ./dev holds open as long as it lives
    options = parser.parse_args(arguments)
    if options.messages is None:
        options.messages = FLOW_MESSAGES if options.mail_flow else 400
    return options


def say(text):
    print(f"==> {text}", file=sys.stderr, flush=True)


def choose_port(wanted):
    if wanted is None:
        return free_port(FIRST_PORT, LAST_PORT)
    if not 1 <= wanted <= 65535:
        raise StartError(f"--port {wanted} is no port: choose one from 1 to 65535")
    if not port_is_free(wanted):
        raise StartError(f"port {wanted} is taken by another program: stop it, or choose another with --port N")
    return wanted


def hold_folder(folder):
    """One demo a folder: two would write over each other."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "demo.lock").open("w")
    except OSError as error:
        raise StartError(f"cannot use {folder}: {error.strerror}. Choose another folder with --data DIR") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise StartError(f"another ./dev run is using {folder}: stop it, or choose another folder with --data DIR") from None
    return lock


def seed(stack, count):
    """Fills a new data folder. Starting over after an interruption sends the same mail again, which the node knows already."""
    if stack.state.get("delivered"):
        return
    begun = stack.state.get("seeded_at") or datetime.now(timezone.utc).isoformat(timespec="seconds")
    stack.remember(seeded_at=begun, messages=stack.state.get("messages", count))
    count = stack.state["messages"]
    say(f"Delivering {count} invented messages to the node")
    started = time.monotonic()

    def progress(_, done):
        if sys.stderr.isatty() and done % 20 == 0:
            print(f"\r    {done} of {count}", end="", file=sys.stderr, flush=True)

    outcomes = stack.deliver(mail_generator.generate(count, seed=1, until=datetime.fromisoformat(begun)), on_accepted=progress)
    refused = [outcome.answers for outcome in outcomes.values() if not outcome.accepted]
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    if refused:
        raise StartError(f"the node refused {len(refused)} of {count} messages, the first with “{refused[0][0][0]} {refused[0][0][1]}”")
    stack.remember(delivered=len(outcomes))
    say(f"Delivered in {time.monotonic() - started:.1f} s")


def announce(stack):
    print(f"\nPratique is ready:  {stack.url}/\n")
    for login, (role, password) in SIGN_INS.items():
        what = "her own mail" if role == "email" else "the whole domain"
        print(f"    {login:<20} {password:<18} {what}")
    print(f"\nReleased mail arrives in Dovecot: IMAP 127.0.0.1:{stack.imap_port}, user frida@demo.example, password harbour")
    print("Ctrl-C stops everything.\n", flush=True)


def announce_mail_flow(stack):
    flow = stack.mail_flow
    print(_TO_TRY.format(smtp=flow.smtp_port, node=f"{stack.binary} --config {stack.folder / 'node.toml'}", dovecot=stack.state["ports"]["dovecot_lmtp"], node_pid=stack.node.pid,
                         mail_log=flow.mail_log, controller=flow.ports["controller"], password=CONTROLLER_PASSWORD), flush=True)


def send_by_smtp(stack, count, stop):
    """Beside everything else: greylisted mail comes again after its pause."""
    say(f"Sending {count} invented messages by SMTP; greylisted ones come again after {stack.mail_flow.greylist_secs} s")
    try:
        answers = send_all(stack.mail_flow.smtp_port, traffic.letters(count), connections=2, pause_secs=stack.mail_flow.greylist_secs + 2)
    except (TimeoutError, OSError) as error:
        if not stop.is_set():
            say(f"not everything was sent: {error}")
        return
    taken = sum(bool(answer.queue_id) for answer in answers)
    say(f"Sent: {taken} taken, {len(answers) - taken} rejected, {sum(answer.conversations > 1 for answer in answers)} greylisted before")


def data_folder(options):
    """The folder, and whether it goes at the end."""
    if options.data or not options.mail_flow:
        return options.data or ROOT / ".demo", False
    folder = Path(tempfile.mkdtemp(prefix="pratique-mail-flow-"))
    folder.chmod(0o711)  # the users of Postfix, Rspamd and Dovecot pass through it
    return folder, True


def trickle(stack, every_secs, stop):
    rng = random.Random()
    while not stop.wait(every_secs * rng.uniform(0.5, 1.5)):
        try:
            stack.deliver(mail_generator.generate(1, seed=rng.getrandbits(32), days=0), connections=1)
        except lmtp_client.LmtpError as error:
            say(f"a live message did not arrive: {error}")


def watch(stack, stop):
    """Waits for the end; a program that dies by itself is one, but a node with a mail flow before it may go and come again."""
    while not stop.wait(0.3):
        if stack.mail_flow and not stack.node.is_running():
            say(f"The node has ended. Mail waits in Postfix; it is started again in {AWAY_SECS} s")
            if stop.wait(AWAY_SECS):
                return
            stack.start_node()
            stack.mail_flow.flush()
            say("The node is there again")
        for child in (stack.node, stack.dovecot.child, *(stack.mail_flow.children.values() if stack.mail_flow else ())):
            if not child.is_running():
                raise StartError(f"{child.name} ended by itself. Its last words ({child.log}):\n{child.last_words()}")


def stop_with_parent(lifeline, stop):
    def wait():
        try:
            while os.read(lifeline, 1):
                pass
        except OSError:
            pass
        stop.set()

    threading.Thread(target=wait, daemon=True).start()


class Stopped(Exception):
    """A signal asked for the end while something was still starting."""


def install_signals(stop):
    def handle(_number, _frame):
        first = not stop.is_set()
        stop.set()
        if first and not ready.is_set():
            raise Stopped

    ready = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handle)
    return ready


def main(arguments=None):
    options = parse_arguments(arguments)
    stop = threading.Event()
    ready = install_signals(stop)
    if options.lifeline is not None:
        stop_with_parent(options.lifeline, stop)
    stack = lock = None
    folder, is_passing = data_folder(options)
    try:
        lock = hold_folder(folder)
        stack = Stack(folder, choose_port(options.port), mail_flow={"ports": FLOW_PORTS} if options.mail_flow else None)
        say("Starting Dovecot, Valkey, Rspamd, Postfix and pratique-node" if options.mail_flow else "Starting Dovecot and pratique-node")
        stack.start()
        if not options.mail_flow:
            seed(stack, options.messages)
        ready.set()
        announce(stack)
        if options.mail_flow:
            announce_mail_flow(stack)
            threading.Thread(target=send_by_smtp, args=(stack, options.messages, stop), daemon=True).start()
        if options.live > 0:
            threading.Thread(target=trickle, args=(stack, options.live, stop), daemon=True).start()
        watch(stack, stop)
        return 0
    except Stopped:
        return 130
    except (StartError, lmtp_client.LmtpError) as error:
        print(f"pratique: {error}", file=sys.stderr)
        return 1
    finally:
        ready.set()
        if stack:
            stack.stop()
            say("Everything is stopped")
        if lock:
            lock.close()
        if is_passing:
            for path in (folder, *(part for part in (stack and stack.dovecot.folder, stack and stack.mail_flow.folder) if part)):
                shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
