"""Dovecot as the destination mail server of the demo: IMAP and LMTP on loopback, every mailbox there, one password for all."""

import grp
import hashlib
import os
import pwd
import stat
import shutil
from pathlib import Path

from demo.processes import Child, wait_for_port

PASSWORD = "harbour"

_CONFIG = """dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = {run}
state_dir = {run}
log_path = {log}
protocols = imap lmtp
{tls}
auth_allow_cleartext = yes
auth_username_format = %{{user | lower}}
mail_driver = maildir
mail_path = {mail}/%{{user}}
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 1
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
lmtp_add_received_header = no
service anvil {{
  chroot =
  # The node asks for all its people from one address, and slows down guessing itself.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
    listen = 127.0.0.1
  }}
  inet_listener imaps {{
    port = {imaps_port}
    listen = 127.0.0.1
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
    listen = 127.0.0.1
  }}
}}
passdb static {{
  password = {password}
}}
{userdb}
namespace inbox {{
  inbox = yes
}}
"""


_EVERY_MAILBOX = """userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {mail}/%{{user}}
  }}
  static_allow_all_users = yes
}}"""
_SOME_MAILBOXES = """userdb passwd-file {{
  passwd_file_path = {users}
}}"""


class Dovecot:
    """One Dovecot in one folder. As root its workers change to the user mail; else everything runs as the caller.

    With `mailboxes` (addresses), mail for others is refused at RCPT; without, every mailbox is there.
    With `certificate` (files of certificate and key) it speaks TLS: on `imaps_port` from the start, on `imap_port` by STARTTLS.
    """

    def __init__(self, folder, imap_port, lmtp_port, mailboxes=None, certificate=None, imaps_port=0):
        self.mailboxes, self.certificate, self.imaps_port = mailboxes, certificate, imaps_port
        self.folder = reachable(Path(folder).resolve() / "dovecot")
        self.imap_port, self.lmtp_port = imap_port, lmtp_port
        self._child = None

    def start(self):
        program = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if program is None:
            raise RuntimeError("Dovecot is not installed")
        config = self._write_config()
        self._child = Child("dovecot", [program, "-F", "-c", str(config)], log=self.folder / "dovecot.out")
        wait_for_port(self.imap_port, self._child)
        wait_for_port(self.lmtp_port, self._child)
        return self

    def stop(self):
        if self._child:
            self._child.stop()

    @property
    def child(self):
        return self._child

    def _write_config(self):
        is_root = os.geteuid() == 0
        me = pwd.getpwuid(os.geteuid())
        owner = pwd.getpwnam("mail") if is_root else me
        names = {"login_user": "dovenull", "internal_user": "dovecot", "internal_group": "dovecot"} if is_root else {
            "login_user": me.pw_name, "internal_user": me.pw_name, "internal_group": _group_name(me.pw_gid)}
        run, mail = self.folder / "run", self.folder / "mail"
        for path in (self.folder, run, mail):
            path.mkdir(parents=True, exist_ok=True)
        if is_root:
            os.chown(mail, owner.pw_uid, owner.pw_gid)
        users = self.folder / "users"
        users.write_text("".join(f"{name}::{owner.pw_uid}:{owner.pw_gid}::{mail}/{name}::\n" for name in self.mailboxes or ()))
        userdb = (_EVERY_MAILBOX if self.mailboxes is None else _SOME_MAILBOXES).format(uid=owner.pw_uid, gid=owner.pw_gid, mail=mail, users=users)
        tls = "ssl = no" if self.certificate is None else "ssl = yes\nssl_server_cert_file = {}\nssl_server_key_file = {}".format(*self.certificate)
        config = self.folder / "dovecot.conf"
        config.write_text(_CONFIG.format(userdb=userdb, run=run, mail=mail, log=self.folder / "dovecot.log", uid=owner.pw_uid, gid=owner.pw_gid, imap_port=self.imap_port, imaps_port=self.imaps_port, tls=tls,
                                         lmtp_port=self.lmtp_port, password=PASSWORD, **names))
        return config


def reachable(folder):
    """The folder itself, or one under /var/tmp when Dovecot's users could not get there: a checkout in /root is closed to them."""
    closed = any(path.exists() and not path.stat().st_mode & stat.S_IXOTH for path in folder.parents)
    if os.geteuid() != 0 or not closed:
        return folder
    return Path("/var/tmp") / ("pratique-dovecot-" + hashlib.sha256(str(folder).encode()).hexdigest()[:10])


def _group_name(gid):
    return grp.getgrgid(gid).gr_name
