#!/usr/bin/env python3
"""`./dev run`: the portal with a demo domain, on this machine only. Ctrl-C stops everything that it started.

    tools/demo/run.py [--port N] [--data DIR] [--messages N] [--live SECS]
"""

import argparse
import fcntl
import os
import random
import signal
import sys
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo import lmtp_client, mail_generator  # noqa: E402
from demo.processes import StartError, free_port, port_is_free  # noqa: E402
from demo.stack import ROOT, SIGN_INS, Stack  # noqa: E402

FIRST_PORT, LAST_PORT = 8480, 8499


def parse_arguments(arguments=None):
    parser = argparse.ArgumentParser(prog="./dev run", description="The portal with a demo domain, on this machine only.")
    parser.add_argument("--port", type=int, help=f"where the portal answers (default: the first free one from {FIRST_PORT})")
    parser.add_argument("--data", type=Path, default=ROOT / ".demo", help="where the demo keeps everything (default: .demo in the checkout)")
    parser.add_argument("--messages", type=int, default=400, help="how many messages a new data folder gets (default: 400)")
    parser.add_argument("--live", type=float, default=0, metavar="SECS", help="a new message about every SECS seconds (default: none)")
    parser.add_argument("--lifeline", type=int, help=argparse.SUPPRESS)  # a descriptor that ./dev holds open as long as it lives
    return parser.parse_args(arguments)


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


def trickle(stack, every_secs, stop):
    rng = random.Random()
    while not stop.wait(every_secs * rng.uniform(0.5, 1.5)):
        try:
            stack.deliver(mail_generator.generate(1, seed=rng.getrandbits(32), days=0), connections=1)
        except lmtp_client.LmtpError as error:
            say(f"a live message did not arrive: {error}")


def watch(stack, stop):
    """Waits for the end; a program that dies by itself is one."""
    while not stop.wait(0.3):
        for child in (stack.node, stack.dovecot.child):
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
    try:
        lock = hold_folder(options.data)
        stack = Stack(options.data, choose_port(options.port))
        say("Starting Dovecot and pratique-node")
        stack.start()
        seed(stack, options.messages)
        ready.set()
        announce(stack)
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


if __name__ == "__main__":
    sys.exit(main())
