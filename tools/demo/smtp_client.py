"""An SMTP client (RFC 5321) as other people's mail servers are: many at once, from invented addresses (XCLIENT), and they come again after 4xx."""

import heapq
import itertools
import re
import smtplib
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Letter:
    sender: str  # empty: the null reverse-path
    recipients: list
    raw: bytes  # CRLF line ends
    client_ip: str = "192.0.2.10"
    client_host: str = "mx.partner.example"
    smtputf8: bool = False


@dataclass
class Answers:
    """The last conversation about one letter, and how many there were."""

    recipients: dict = field(default_factory=dict)  # address: (code, text)
    data: tuple = ()  # absent when no recipient was accepted
    conversations: int = 0

    @property
    def is_settled(self):
        codes = [code for code, _ in self.recipients.values()] + ([self.data[0]] if self.data else [])
        return bool(codes) and all(not 400 <= code < 500 for code in codes)

    @property
    def queue_id(self):
        found = re.search(r"queued as (\S+)", self.data[1]) if self.data else None
        return found[1] if found else None


class Session:
    def __init__(self, port, timeout_secs=90):
        self._smtp = smtplib.SMTP("127.0.0.1", port, timeout=timeout_secs)
        self._smtp.command_encoding = "utf-8"
        self._smtp.ehlo("localhost")

    def send(self, letter):
        """One transaction as the letter's client; OSError or SMTPServerDisconnected when the connection is lost."""
        smtp = self._smtp
        code, text = smtp.docmd(f"XCLIENT ADDR={letter.client_ip} NAME={letter.client_host} HELO={letter.client_host}")
        if code != 220:
            raise smtplib.SMTPResponseException(code, text)
        smtp.ehlo(letter.client_host)
        options = ["BODY=8BITMIME", f"SIZE={len(letter.raw)}"] + (["SMTPUTF8"] if letter.smtputf8 else [])
        answers = Answers()
        from_answer = self._text(smtp.mail(letter.sender, options))
        if from_answer[0] != 250:
            answers.recipients = dict.fromkeys(letter.recipients, from_answer)
            return answers
        for recipient in letter.recipients:
            answers.recipients[recipient] = self._text(smtp.docmd(f"RCPT TO:<{recipient}>"))
        codes = [code for code, _ in answers.recipients.values()]
        if any(400 <= code < 500 for code in codes) or 250 not in codes:
            smtp.rset()
            return answers
        try:
            answers.data = self._text(smtp.data(letter.raw))
        except smtplib.SMTPDataError as error:
            answers.data = self._text((error.smtp_code, error.smtp_error))
        return answers

    def close(self):
        self._smtp.close()

    @staticmethod
    def _text(answer):
        code, text = answer
        return code, text.decode("utf-8", "replace")


def send_all(port, letters, connections=8, give_up_secs=120, pause_secs=2.0, on_settled=None):
    """Sends all and comes again after 4xx or a lost connection. Gives the Answers in the order of the letters; TimeoutError names the first
    letter that found no final answer in `give_up_secs` after the last was sent for the first time."""
    return _Postman(port, list(letters), give_up_secs, pause_secs, on_settled).run(connections)


class _Postman:
    def __init__(self, port, letters, give_up_secs, pause_secs, on_settled):
        self._port, self._letters, self._pause_secs, self._on_settled = port, letters, pause_secs, on_settled
        self._give_up_secs = give_up_secs
        self._order = itertools.count()
        self._due = [(0.0, next(self._order), number) for number in range(len(letters))]
        self._answers = [Answers() for _ in letters]
        self._settled, self._last_progress = 0, time.monotonic()
        self._lock = threading.Condition()
        self._failure = None

    def run(self, connections):
        threads = [threading.Thread(target=self._work, daemon=True) for _ in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failure:
            raise self._failure
        return self._answers

    def _work(self):
        session = None
        try:
            while (number := self._take()) is not None:
                try:
                    session = session or Session(self._port)
                    answers = session.send(self._letters[number])
                except (OSError, smtplib.SMTPException) as error:
                    if session:
                        session.close()
                    session, answers = None, Answers(dict.fromkeys(self._letters[number].recipients, (421, str(error))))
                self._note(number, answers)
        except Exception as error:  # run() raises it
            with self._lock:
                self._failure = self._failure or error
                self._lock.notify_all()
        finally:
            if session:
                session.close()

    def _take(self):
        with self._lock:
            while True:
                if self._failure or self._settled == len(self._letters):
                    return None
                now = time.monotonic()
                if self._due and self._due[0][0] <= now:
                    return heapq.heappop(self._due)[2]
                if now - self._last_progress > self._give_up_secs:
                    number = self._due[0][2] if self._due else 0
                    raise TimeoutError(f"no final answer about {self._letters[number]!r:.300}: {self._answers[number]}")
                self._lock.wait(min(0.5, max(0.01, self._due[0][0] - now)) if self._due else 0.5)

    def _note(self, number, answers):
        with self._lock:
            answers.conversations = self._answers[number].conversations + 1
            self._answers[number] = answers
            if answers.is_settled:
                self._settled += 1
                self._last_progress = time.monotonic()
                if self._on_settled:
                    self._on_settled(self._settled)
            else:
                heapq.heappush(self._due, (time.monotonic() + self._pause_secs, next(self._order), number))
            self._lock.notify_all()
