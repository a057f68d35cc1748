"""OpenLDAP's slapd with a handful of people, on loopback: as a domain's own directory."""

import shutil
import subprocess
from pathlib import Path

from demo.processes import Child, wait_for_port

SUFFIX = "dc=dir,dc=example"
SEARCH_DN, SEARCH_PASSWORD = f"cn=node,{SUFFIX}", "seeker"

_CONFIG = """include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCertificateFile {certificate}
TLSCertificateKeyFile {key}
database mdb
suffix "{suffix}"
directory {folder}/db
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{search_dn}" read by self read by * none
"""


class Directory:
    """`people`: name → (password, [addresses]); entries uid=NAME,ou=people. Whoever is SEARCH_DN may read all but passwords."""

    def __init__(self, folder, port, tls_port, certificate, people):
        self.folder, self.port, self.tls_port, self.certificate, self.people = Path(folder).resolve() / "directory", port, tls_port, certificate, people
        self._child = None

    def start(self):
        (self.folder / "db").mkdir(parents=True, exist_ok=True)
        config, data = self.folder / "slapd.conf", self.folder / "people.ldif"
        config.write_text(_CONFIG.format(folder=self.folder, certificate=self.certificate[0], key=self.certificate[1], suffix=SUFFIX, search_dn=SEARCH_DN))
        data.write_text(self._entries())
        subprocess.run([_program("slapadd"), "-f", str(config), "-l", str(data)], check=True, capture_output=True)
        urls = f"ldap://127.0.0.1:{self.port}/ ldaps://127.0.0.1:{self.tls_port}/"
        self._child = Child("slapd", [_program("slapd"), "-f", str(config), "-h", urls, "-d", "0"], log=self.folder / "slapd.out")
        wait_for_port(self.tls_port, self._child)
        return self

    def stop(self):
        if self._child:
            self._child.stop()

    def _entries(self):
        out = f"dn: {SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\ndc: dir\no: Directory\n\ndn: ou=people,{SUFFIX}\nobjectClass: organizationalUnit\nou: people\n\n"
        out += f"dn: {SEARCH_DN}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: node\nuserPassword: {SEARCH_PASSWORD}\n\n"
        for name, (password, addresses) in self.people.items():
            out += f"dn: uid={name},ou=people,{SUFFIX}\nobjectClass: inetOrgPerson\nuid: {name}\ncn: {name}\nsn: {name}\nuserPassword: {password}\n"
            out += "".join(f"mail: {address}\n" for address in addresses) + "\n"
        return out


def _program(name):
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if found is None:
        raise RuntimeError(f"{name} is not installed")
    return found
