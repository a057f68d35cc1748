"""The LMTP client sends what RFC 2033 says, reads one answer per recipient, and does not give a message up early."""

import socketserver
import sys
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from demo import lmtp_client  # noqa: E402
from demo.lmtp_client import Mail  # noqa: E402


class FakeServer(socketserver.ThreadingTCPServer):
    """Keeps what it was sent; `script` says how the n-th DATA ends: ok, drop (closes after the dot), later (451)."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, script=(), extensions=("PIPELINING", "8BITMIME", "XFORWARD NAME ADDR", "SIZE 1000000")):
        super().__init__(("127.0.0.1", 0), FakeSession)
        self.script, self.extensions, self.commands, self.bodies = list(script), extensions, [], []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


class FakeSession(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.say("220 fake")
        recipients = []
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            self.server.commands.append(line)
            verb = line.split()[0].upper()
            if verb == "LHLO":
                self.say("\r\n".join(["250-fake", *(f"250-{extension}" for extension in self.server.extensions), "250 HELP"]))
            elif verb == "RCPT":
                known = "nobody" not in line
                recipients += [line] if known else []
                self.say("250 2.1.5 Ok" if known else "550 5.1.1 No such mailbox")
            elif verb == "DATA":
                if not self.take_body(recipients):
                    return
                recipients = []
            elif verb == "QUIT":
                return
            else:
                self.say("250 2.0.0 Ok")

    def take_body(self, recipients):
        if not recipients:
            self.say("503 5.5.1 No valid recipients")
            return True
        self.say("354 go on")
        body = b""
        while not body.endswith(b"\r\n.\r\n"):
            body += self.rfile.readline()
        self.server.bodies.append(body)
        ending = self.server.script.pop(0) if self.server.script else "ok"
        if ending == "drop":
            return False
        for _ in recipients:
            self.say("250 2.0.0 Kept" if ending == "ok" else "451 4.3.0 Later")
        return True


class LmtpClientTest(unittest.TestCase):
    def serve(self, *script, **options):
        server = FakeServer(script, **options)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def send(self, server, mail):
        return lmtp_client.send_all("127.0.0.1", server.port, [mail], connections=1, give_up_secs=5).popitem()[1]

    def test_dots_at_the_start_of_a_line_are_doubled(self):
        self.assertEqual(lmtp_client.dot_stuffed(b".a\r\n..b\r\nc"), b"..a\r\n...b\r\nc\r\n.\r\n")
        self.assertEqual(lmtp_client.dot_stuffed(b"a\r\n"), b"a\r\n.\r\n")

    def test_the_client_is_named_by_xforward_in_xtext(self):
        server = self.serve()
        self.send(server, Mail("a@b.example", ["x@y.example"], b"hi\r\n", "4ABC", "2001:db8::1", "host+one.example", "helo"))
        xforward = next(line for line in server.commands if line.startswith("XFORWARD"))
        self.assertIn("NAME=host+2Bone.example", xforward)
        self.assertIn("ADDR=IPV6:2001:db8::1", xforward)
        self.assertIn("IDENT=4ABC", xforward)
        self.assertIn("MAIL FROM:<a@b.example> BODY=8BITMIME SIZE=4", server.commands)

    def test_each_recipient_has_an_answer_of_its_own(self):
        outcome = self.send(self.serve(), Mail("", ["x@y.example", "nobody@y.example", "z@y.example"], b"hi\r\n"))
        self.assertEqual([code for code, _ in outcome.answers], [250, 550, 250])
        self.assertFalse(outcome.accepted)

    def test_without_pipelining_commands_wait_for_their_answers(self):
        server = self.serve(extensions=("8BITMIME",))
        self.assertTrue(self.send(server, Mail("a@b.example", ["x@y.example"], b"hi\r\n")).accepted)
        self.assertEqual(server.bodies, [b"hi\r\n.\r\n"])

    def test_a_lost_connection_or_a_4xx_is_tried_again(self):
        server = self.serve("drop", "later", "ok")
        self.assertTrue(self.send(server, Mail("a@b.example", ["x@y.example"], b"hi\r\n", "4ABC")).accepted)
        self.assertEqual(len(server.bodies), 3)

    def test_a_server_that_never_answers_is_given_up_in_the_end(self):
        server = self.serve(*["later"] * 500)
        with self.assertRaises(lmtp_client.LmtpError):
            lmtp_client.send_all("127.0.0.1", server.port, [Mail("a@b.example", ["x@y.example"], b"hi\r\n")], connections=1, give_up_secs=0.3)

    def test_many_messages_over_several_connections_all_arrive(self):
        server = self.serve()
        mails = [Mail("a@b.example", ["x@y.example"], f"{number}\r\n".encode(), f"4ID{number}") for number in range(40)]
        outcomes = lmtp_client.send_all("127.0.0.1", server.port, mails, connections=4)
        self.assertEqual(len(outcomes), 40)
        self.assertEqual(len(set(server.bodies)), 40)


if __name__ == "__main__":
    unittest.main()
