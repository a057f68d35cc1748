"""`./dev run` says in one sentence what is in its way, and its mail server delivers."""

import contextlib
import imaplib
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo import dovecot, lmtp_client, mail_generator, run  # noqa: E402
from demo.processes import Child, StartError, free_port  # noqa: E402


class SentencesTest(unittest.TestCase):
    def folder(self):
        path = Path(tempfile.mkdtemp(prefix="pratique-run-"))
        self.addCleanup(shutil.rmtree, path, ignore_errors=True)
        return path

    def test_a_taken_port_is_named(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with self.assertRaisesRegex(StartError, f"port {port} is taken"):
                run.choose_port(port)

    def test_a_number_that_is_no_port(self):
        with self.assertRaisesRegex(StartError, "70000 is no port"):
            run.choose_port(70000)

    def test_one_demo_a_folder(self):
        folder = self.folder()
        lock = run.hold_folder(folder)
        self.addCleanup(lock.close)
        with self.assertRaisesRegex(StartError, "another ./dev run is using"):
            run.hold_folder(folder)

    def test_a_folder_that_cannot_be_used(self):
        file = self.folder() / "file"
        file.write_text("x")
        with self.assertRaisesRegex(StartError, "cannot use .*file"):
            run.hold_folder(file)

    def test_main_prints_the_sentence_and_nothing_else(self):
        with socket.create_server(("127.0.0.1", 0)) as server, contextlib.redirect_stderr(io.StringIO()) as err:
            before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
            try:
                status = run.main(["--port", str(server.getsockname()[1]), "--data", str(self.folder())])
            finally:
                for number, handler in zip((signal.SIGINT, signal.SIGTERM, signal.SIGHUP), before):
                    signal.signal(number, handler)
        self.assertEqual(status, 1)
        self.assertRegex(err.getvalue(), r"^pratique: port \d+ is taken by another program[^\n]*\n$")


class ChildTest(unittest.TestCase):
    def test_a_child_that_ignores_term_is_ended_all_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            code = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
            child = Child("stubborn", [sys.executable, "-c", code], log=Path(folder) / "log")
            while "up" not in child.last_words():
                pass
            child.stop(patience_secs=0.2)
            self.assertFalse(child.is_running())


@unittest.skipUnless(shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin"), "Dovecot is not installed")
class DovecotTest(unittest.TestCase):
    def test_mail_that_goes_in_by_lmtp_is_read_by_imap_unchanged(self):
        folder = tempfile.mkdtemp(prefix="pratique-dovecot-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        os.chmod(folder, 0o755)
        imap_port = free_port(24080, 24089)
        server = dovecot.Dovecot(folder, imap_port, free_port(24080, 24089, but_not=(imap_port,)))
        self.addCleanup(server.stop)
        server.start()
        message = next(mail_generator.generate(1, seed=5))
        lmtp_client.send_all("127.0.0.1", server.lmtp_port, [lmtp_client.Mail(message.sender, ["frida@demo.example"], message.raw)], connections=1)
        with imaplib.IMAP4("127.0.0.1", server.imap_port) as imap:
            imap.login("frida@demo.example", dovecot.PASSWORD)
            imap.select("INBOX")
            raw = imap.fetch("1", "(BODY.PEEK[])")[1][0][1]
        self.assertTrue(raw.endswith(message.raw))
        pid = server.child.pid
        server.stop()
        self.assertNotEqual(subprocess.run(["kill", "-0", str(pid)], capture_output=True, check=False).returncode, 0)


@unittest.skipUnless(shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin"), "Dovecot is not installed")
class RunTest(unittest.TestCase):
    """The whole of tools/demo/run.py around a stand-in for the node."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pratique-run-"))
        self.folder.chmod(0o711)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def start(self, *arguments):
        here = Path(__file__).resolve().parent
        process = subprocess.Popen([sys.executable, str(here.parent / "demo/run.py"), "--data", str(self.folder), "--port", str(free_port()), "--messages", "12", *arguments],
                                   env={**os.environ, "PRATIQUE_NODE": str(here / "fake_node.py")}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        return process

    def wait_until_ready(self, process):
        shown = ""
        while "Ctrl-C stops everything" not in shown:
            line = process.stdout.readline()
            self.assertNotEqual(line, "", f"it ended too early: {shown}{process.stderr.read() if process.poll() is not None else ''}")
            shown += line
        return shown

    def children_of(self, process):
        return subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False).stdout.split()

    def lines(self, name):
        path = self.folder / "node" / name
        return path.read_text().splitlines() if path.exists() else []

    def test_it_prints_address_and_sign_ins_and_a_signal_stops_everything(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start()
            shown = self.wait_until_ready(process)
            self.assertRegex(shown, r"http://127\.0\.0\.1:\d+/")
            self.assertIn("frida@demo.example", shown)
            children = self.children_of(process)
            self.assertEqual(len(children), 2)
            process.send_signal(number)
            self.assertEqual(process.wait(20), 0)
            for pid in children:
                self.assertFalse(Path(f"/proc/{pid}").exists(), "nothing is left behind")

    def test_a_second_start_sends_no_mail_and_adds_no_user_again(self):
        for _ in range(2):
            process = self.start()
            self.wait_until_ready(process)
            process.terminate()
            process.wait(20)
        self.assertEqual(len(self.lines("received")), 12)
        self.assertEqual(sum(line.startswith("user add") for line in self.lines("commands")), 2)

    def test_it_ends_when_the_shell_that_holds_its_lifeline_is_gone(self):
        reading, writing = os.pipe()
        os.set_inheritable(reading, True)
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve().parent.parent / "demo/run.py"), "--data", str(self.folder), "--port", str(free_port()), "--messages", "2", "--lifeline", str(reading)],
            env={**os.environ, "PRATIQUE_NODE": str(Path(__file__).resolve().parent / "fake_node.py")}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, pass_fds=(reading,))
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        os.close(reading)
        self.wait_until_ready(process)
        os.close(writing)
        self.assertEqual(process.wait(20), 0)

    def test_a_node_that_dies_ends_the_demo_with_its_last_words(self):
        process = self.start()
        self.wait_until_ready(process)
        node = next(pid for pid in self.children_of(process) if "fake_node" in Path(f"/proc/{pid}/cmdline").read_text())
        os.kill(int(node), signal.SIGKILL)
        self.assertEqual(process.wait(20), 1)
        self.assertIn("pratique: pratique-node ended by itself", process.stderr.read())


if __name__ == "__main__":
    unittest.main()
