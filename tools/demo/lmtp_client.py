"""An LMTP client (RFC 2033) as Postfix is one: PIPELINING, XFORWARD, SMTPUTF8, and it keeps a message until it is told 250."""

import collections
import queue
import socket
import threading
import time
from dataclasses import dataclass, field


class LmtpError(Exception):
    """The connection broke, or the server said what an LMTP server may not say."""


@dataclass
class Mail:
    sender: str
    recipients: list
    raw: bytes  # CRLF line ends
    queue_id: str = ""
    client_ip: str = ""
    client_host: str = ""
    helo: str = ""
    smtputf8: bool = False


@dataclass
class Outcome:
    """One answer per recipient, as (code, text)."""

    answers: list = field(default_factory=list)

    @property
    def accepted(self):
        return bool(self.answers) and all(code == 250 for code, _ in self.answers)


class Connection:
    def __init__(self, host, port, timeout_secs=30):
        try:
            self._socket = socket.create_connection((host, port), timeout_secs)
        except OSError as error:
            raise LmtpError(str(error)) from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._lines = self._socket.makefile("rb")
        try:
            self._expect(220)
            self._extensions = {line.split()[0].upper(): line for line in self._command("LHLO demo.invalid", 250)[1].split("\n")[1:] if line}
        except (OSError, LmtpError) as error:
            self._lines.close()
            self._socket.close()
            raise LmtpError(str(error)) from error

    def close(self):
        try:
            self._socket.sendall(b"QUIT\r\n")
        except OSError:
            pass
        self._lines.close()
        self._socket.close()

    def send(self, mail):
        """One transaction. Everything up to DATA goes out at once where the server pipelines."""
        try:
            return self._transaction(mail)
        except OSError as error:
            raise LmtpError(str(error)) from error

    def _transaction(self, mail):
        commands = [*self._xforward(mail), self._mail_from(mail)] + [f"RCPT TO:<{address}>" for address in mail.recipients] + ["DATA"]
        if "PIPELINING" in self._extensions:
            self._socket.sendall("".join(command + "\r\n" for command in commands).encode("utf-8"))
            replies = [self._reply() for _ in commands]
        else:
            replies = [self._command(command) for command in commands]
        outcome = Outcome(replies[-1 - len(mail.recipients) : -1])
        sender_reply = replies[-2 - len(mail.recipients)]
        good = [reply for reply in outcome.answers if reply[0] == 250]
        if replies[-1][0] != 354:
            if sender_reply[0] != 250:
                outcome.answers = [sender_reply] * len(mail.recipients)
            elif good:
                outcome.answers = [replies[-1] if code == 250 else (code, text) for code, text in outcome.answers]
            return outcome
        self._socket.sendall(dot_stuffed(mail.raw))
        finals = collections.deque(self._reply() for _ in good)
        outcome.answers = [finals.popleft() if code == 250 else (code, text) for code, text in outcome.answers]
        return outcome

    def _xforward(self, mail):
        if "XFORWARD" not in self._extensions or not mail.queue_id:
            return []
        ip = f"IPV6:{mail.client_ip}" if ":" in mail.client_ip else mail.client_ip
        facts = {"NAME": mail.client_host, "ADDR": ip, "PROTO": "ESMTP", "HELO": mail.helo, "IDENT": mail.queue_id, "SOURCE": "REMOTE"}
        return ["XFORWARD " + " ".join(f"{name}={_xtext(value) or '[UNAVAILABLE]'}" for name, value in facts.items())]

    def _mail_from(self, mail):
        parameters = " BODY=8BITMIME" if "8BITMIME" in self._extensions else ""
        if "SIZE" in self._extensions:
            parameters += f" SIZE={len(mail.raw)}"
        if mail.smtputf8 and "SMTPUTF8" in self._extensions:
            parameters += " SMTPUTF8"
        return f"MAIL FROM:<{mail.sender}>{parameters}"

    def _command(self, text, expected=None):
        self._socket.sendall(text.encode("utf-8") + b"\r\n")
        return self._expect(expected) if expected else self._reply()

    def _expect(self, code):
        reply = self._reply()
        if reply[0] != code:
            raise LmtpError(f"expected {code}, got {reply[0]} {reply[1]}")
        return reply

    def _reply(self):
        lines = []
        while True:
            line = self._lines.readline()
            if not line.endswith(b"\n"):
                raise LmtpError("the connection was closed")
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if len(text) < 3 or not text[:3].isdigit():
                raise LmtpError(f"not a reply: {text[:80]}")
            lines.append(text[4:])
            if text[3:4] != "-":
                return int(text[:3]), "\n".join(lines)


def dot_stuffed(raw):
    """RFC 5321 §4.5.2, with the closing dot."""
    stuffed = raw.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed + (b"" if stuffed.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _xtext(value):
    """RFC 3461 §4: printable ASCII but “+” and “=” as it is."""
    return "".join(char if 33 <= ord(char) <= 126 and char not in "+=" else "".join(f"+{byte:02X}" for byte in char.encode()) for char in value)


def send_all(host, port, mails, connections=2, give_up_secs=60, on_accepted=None):
    """Sends every message, again after a lost connection or a 4xx, until it is accepted or refused.

    Gives {queue id or number: Outcome}. Raises LmtpError when one message found no answer within `give_up_secs`.
    """
    work, outcomes, failures = queue.Queue(), {}, []
    for number, mail in enumerate(mails):
        work.put((number, mail))
    lock = threading.Lock()

    def worker():
        connection = None
        while not failures:
            try:
                number, mail = work.get_nowait()
            except queue.Empty:
                break
            try:
                connection, outcome = _deliver(host, port, mail, connection, give_up_secs)
            except LmtpError as error:
                failures.append(error)
                return
            with lock:
                outcomes[mail.queue_id or number] = outcome
                if on_accepted and outcome.accepted:
                    on_accepted(mail, len(outcomes))
        if connection:
            connection.close()

    threads = [threading.Thread(target=worker, daemon=True) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return outcomes


def _deliver(host, port, mail, connection, give_up_secs):
    deadline, pause = time.monotonic() + give_up_secs, 0.02
    while True:
        try:
            connection = connection or Connection(host, port)
            outcome = connection.send(mail)
            if all(code < 400 or code >= 500 for code, _ in outcome.answers):
                return connection, outcome
            problem = LmtpError(f"still refused for now: {outcome.answers}")
        except LmtpError as error:
            problem = error
            if connection:
                connection.close()
            connection = None
        if time.monotonic() > deadline:
            if connection:
                connection.close()
            raise problem
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)
