"""Roundcube and SOGo from Debian's packages before a Dovecot, each in one folder, on loopback (localhost, so that it is another site than a node on 127.0.0.1): for trying the report button where people would use it.

Roundcube: PHP's own server and SQLite. SOGo: sogod with PostgreSQL and memcached, and a small server before it that hands out its scripts and styles.
"""

import http.client
import http.server
import mimetypes
import os
import pwd
import secrets
import shutil
import subprocess
import threading
from pathlib import Path

from demo.dovecot import PASSWORD, reachable
from demo.processes import Child, StartError, free_port, wait_for_port

_ROUNDCUBE = Path("/var/lib/roundcube")
_ROUNDCUBE_CONFIG = """<?php
$config['db_dsnw'] = 'sqlite:///{folder}/roundcube.db?mode=0600';
$config['imap_host'] = '127.0.0.1:{imap_port}';
$config['smtp_host'] = '127.0.0.1:9';
$config['des_key'] = '{key}';
$config['plugins'] = [];
$config['skin'] = 'elastic';
$config['log_dir'] = '{folder}/';
$config['temp_dir'] = '{folder}/';
$config['enable_spellcheck'] = false;
"""

_SOGO_FILES = ("/usr/share/GNUstep/SOGo/WebServerResources", "/usr/lib/x86_64-linux-gnu/GNUstep/SOGo/WebServerResources", "/usr/lib/aarch64-linux-gnu/GNUstep/SOGo/WebServerResources")
# As arguments, which win over the package's /etc/sogo/sogo.conf.
_SOGO_OPTIONS = {
    "SOGoProfileURL": "{database}/sogo_user_profile", "OCSFolderInfoURL": "{database}/sogo_folder_info", "OCSSessionsFolderURL": "{database}/sogo_sessions_folder",
    "SOGoMemcachedHost": "127.0.0.1:{memcached_port}", "SOGoIMAPServer": "imap://127.0.0.1:{imap_port}", "SOGoMailDomain": "{domain}", "SOGoForceExternalLoginWithEmail": "YES",
    "SOGoUserSources": '({{type=sql;id=directory;viewURL="{database}/sogo_users";canAuthenticate=YES;isAddressBook=NO;userPasswordAlgorithm=plain;}})',
    "WOPort": "127.0.0.1:{sogod_port}", "WOWorkersCount": "2", "WOLogFile": "-", "WOPidFile": "{folder}/sogod.pid", "WOUseWatchDog": "NO", "WONoDetach": "YES", "SxVMemLimit": "4096",
}


def missing_packages(*programs):
    """The Debian packages that are not installed: roundcube-core, sogo."""
    needs = {"roundcube-core": _ROUNDCUBE / "index.php", "sogo": Path("/usr/sbin/sogod")}
    return [name for name in programs if not needs[name].exists()]


class Roundcube:
    def __init__(self, folder, port, imap_port):
        self.folder, self.port, self.imap_port = Path(folder).resolve(), port, imap_port
        self.child = None

    @property
    def url(self):
        return f"http://localhost:{self.port}/"

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("defaults.inc.php", "mimetypes.php"):
            shutil.copy(Path("/etc/roundcube") / name, self.folder)
        (self.folder / "config.inc.php").write_text(_ROUNDCUBE_CONFIG.format(folder=self.folder, imap_port=self.imap_port, key=secrets.token_hex(12)))
        environment = {**os.environ, "ROUNDCUBE_CONFIG_DIR": str(self.folder), "PHP_CLI_SERVER_WORKERS": "4"}
        command = ["php", "-d", "memory_limit=512M", "-S", f"127.0.0.1:{self.port}", "-t", str(_ROUNDCUBE)]
        self.child = Child("Roundcube", command, log=self.folder / "php.log", env=environment)
        wait_for_port(self.port, self.child)
        return self

    def stop(self):
        if self.child:
            # Its workers are processes of the same session.
            os.killpg(self.child.pid, 15)
            self.child.stop()


class Sogo:
    def __init__(self, folder, port, imap_port, users):
        self.folder, self.port, self.imap_port, self.users = reachable(Path(folder).resolve()), port, imap_port, users
        self.children, self.server = [], None

    @property
    def url(self):
        return f"http://localhost:{self.port}/SOGo/"

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        database_port, memcached_port = free_port(), free_port()
        self._start_database(database_port)
        self._run("memcached", ["memcached", "-l", "127.0.0.1", "-p", str(memcached_port), "-U", "0"], memcached_port, "nobody")
        sogod_port = free_port()
        home = self.folder / "sogo"
        home.mkdir()
        os.chown(home, pwd.getpwnam("sogo").pw_uid, pwd.getpwnam("sogo").pw_gid)
        known = {"database": f"postgresql://sogo:sogo@127.0.0.1:{database_port}/sogo", "memcached_port": memcached_port, "imap_port": self.imap_port,
                 "domain": self.users[0].split("@")[1], "sogod_port": sogod_port, "folder": home}
        options = [word for name, value in _SOGO_OPTIONS.items() for word in (f"-{name}", value.format(**known))]
        self._run("sogod", ["sogod", *options], sogod_port, "sogo", cwd=home)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), _front(sogod_port, self.port))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        for child in reversed(self.children):
            child.stop()

    def _start_database(self, port):
        [binaries] = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
        data = self.folder / "postgresql"
        data.mkdir()
        os.chown(data, pwd.getpwnam("postgres").pw_uid, pwd.getpwnam("postgres").pw_gid)
        self._as("postgres", [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"])
        self._run("PostgreSQL", [str(binaries / "postgres"), "-D", str(data), "-p", str(port), "-c", f"unix_socket_directories={data}", "-c", "fsync=off"], port, "postgres", cwd=data)
        people = ", ".join(f"('{user}', '{user}', '{PASSWORD}', '{user}', '{user}')" for user in self.users)
        psql = ["psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
        self._as("postgres", [*psql, "-c", "CREATE ROLE sogo LOGIN PASSWORD 'sogo'", "-c", "CREATE DATABASE sogo OWNER sogo"])
        self._as("postgres", [*psql[:-1], "sogo", "-d", "sogo", "-c", "CREATE TABLE sogo_users (c_uid text PRIMARY KEY, c_name text, c_password text, c_cn text, mail text)",
                              "-c", f"INSERT INTO sogo_users VALUES {people}"])

    def _run(self, name, command, port, user, cwd=None):
        child = Child(name, ["setpriv", f"--reuid={user}", f"--regid={user if user != 'nobody' else 'nogroup'}", "--init-groups", *command], log=self.folder / f"{name}.log", cwd=cwd,
                      env={**os.environ, "HOME": str(cwd or self.folder)})
        self.children.append(child)
        wait_for_port(port, child, patience_secs=40)

    def _as(self, user, command):
        answer = subprocess.run(["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command], cwd="/", capture_output=True, text=True, check=False)
        if answer.returncode != 0:
            raise StartError(f"{command[0]} failed: {(answer.stderr or answer.stdout).strip()[-400:]}")


def _front(sogod_port, port):
    """What Apache does before SOGo: its files from the disk, everything else from sogod, with the headers by which it knows its own address."""
    files = next(Path(path) for path in _SOGO_FILES if Path(path).exists())

    class Front(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def _answer(self, status, headers, body):
            self.send_response(status)
            for name, value in headers:
                if name.lower() not in ("transfer-encoding", "connection", "content-length", "server", "date"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(b"" if self.command == "HEAD" else body)
            except OSError:
                self.close_connection = True  # the browser has gone on

        def _serve(self):
            path = self.path.split("?")[0]
            for start in ("/SOGo.woa/WebServerResources/", "/SOGo/WebServerResources/"):
                if path.startswith(start):
                    file = (files / path.removeprefix(start)).resolve()
                    if not file.is_file() or "WebServerResources" not in str(file) and not str(file).startswith("/usr/share/"):
                        return self._answer(404, [], b"")
                    return self._answer(200, [("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")], file.read_bytes())
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name: value for name, value in self.headers.items() if name.lower() not in ("connection", "accept-encoding")}
            headers |= {"x-webobjects-server-port": str(port), "x-webobjects-server-name": "localhost", "x-webobjects-server-url": f"http://localhost:{port}",
                        "x-webobjects-server-protocol": "HTTP/1.0", "x-webobjects-remote-host": "127.0.0.1"}
            upstream = http.client.HTTPConnection("127.0.0.1", sogod_port, timeout=120)
            try:
                upstream.request(self.command, self.path, body, headers)
                answer = upstream.getresponse()
                return self._answer(answer.status, answer.getheaders(), answer.read())
            except (OSError, http.client.HTTPException):
                return self._answer(502, [], b"")
            finally:
                upstream.close()

        do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = _serve

    return Front
