"""Starting and ending the demo's programs: each by its own pid, none left behind."""

import signal
import socket
import subprocess
import time
from pathlib import Path


class StartError(RuntimeError):
    """A program did not come up; the text is one sentence for a person."""


class Child:
    def __init__(self, name, command, log, env=None, cwd=None):
        self.name, self.log = name, Path(log)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            # Its own session: Ctrl-C in the terminal reaches us, and we end the children in order.
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, env=env, cwd=cwd)

    @property
    def pid(self):
        return self.process.pid

    def is_running(self):
        return self.process.poll() is None

    def stop(self, patience_secs=10):
        if self.is_running():
            self.process.terminate()
            try:
                self.process.wait(patience_secs)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.process.returncode

    def kill(self):
        """SIGKILL, as a power cut would end it."""
        if self.is_running():
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def last_words(self, lines=6):
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.strip().split("\n")[-lines:])


def port_is_free(port, host="127.0.0.1"):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def free_port(first=0, last=0, but_not=()):
    """A free port on loopback, of a range when one is given."""
    for port in range(first, last + 1) if first else ():
        if port not in but_not and port_is_free(port):
            return port
    if first:
        raise StartError(f"no port from {first} to {last} is free")
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            if probe.getsockname()[1] not in but_not:
                return probe.getsockname()[1]


def port_answers(port, host="127.0.0.1"):
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


def wait_for_port(port, child, patience_secs=20):
    deadline = time.monotonic() + patience_secs
    while time.monotonic() < deadline:
        if not child.is_running():
            raise StartError(f"{child.name} ended while starting. Its last words ({child.log}):\n{child.last_words()}")
        if port_answers(port):
            return
        time.sleep(0.03)
    raise StartError(f"{child.name} did not open port {port} within {patience_secs} s. Its last words ({child.log}):\n{child.last_words()}")
