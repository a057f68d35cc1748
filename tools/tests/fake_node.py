#!/usr/bin/env python3
"""Stands in for pratique-node where only the demo around it is tested: the same command line, LMTP that says 250, a /readyz.

Counts what it was sent in `received` in its data folder, and writes each command line to `commands` there.
"""

import http.server
import signal
import socketserver
import sys
import threading
import tomllib
from pathlib import Path


class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class Lmtp(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 fake\r\n")
        for line in iter(self.rfile.readline, b""):
            verb = line.split()[0].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
                with (self.server.data / "received").open("a") as counter:
                    counter.write("1\n")
            self.wfile.write(b"250-fake\r\n250 PIPELINING\r\n" if verb == b"LHLO" else b"250 2.0.0 Ok\r\n")


def serve(config, data):
    host, port = config["lmtp"]["listen"].split(":")
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    socketserver.ThreadingTCPServer.daemon_threads = True
    lmtp = socketserver.ThreadingTCPServer((host, int(port)), Lmtp)
    lmtp.data = data
    threading.Thread(target=lmtp.serve_forever, daemon=True).start()
    host, port = config["http"]["listen"].split(":")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    http.server.ThreadingHTTPServer((host, int(port)), Ready).serve_forever()


def main():
    with open(sys.argv[2], "rb") as file:
        config = tomllib.load(file)
    data = Path(config["storage"]["data"])
    data.mkdir(parents=True, exist_ok=True)
    with (data / "commands").open("a") as log:
        log.write(" ".join(sys.argv[3:]) + "\n")
    if sys.argv[3] == "serve":
        serve(config, data)
    elif sys.argv[3] == "user":
        sys.exit(0 if sys.stdin.readline().strip() else "no password")


if __name__ == "__main__":
    main()
