"""Writes messages byte by byte, so that they can be as odd as real ones: any charset, raw 8-bit headers, broken parts."""

import base64
import quopri
import textwrap
from dataclasses import dataclass, field

CRLF = b"\r\n"


@dataclass
class Attachment:
    name: str
    content_type: str
    content: bytes
    inline_id: str = ""  # Content-ID of an image inside the HTML
    name_style: str = "rfc2231"  # or rfc2047, raw


@dataclass
class Draft:
    """A message before the filter saw it."""

    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    text: str = ""
    html: str = ""
    charset: str = "utf-8"
    header_style: str = "rfc2047"  # raw: 8-bit bytes in the declared charset; utf8: RFC 6532
    transfer: str = "quoted-printable"  # base64, 8bit
    attachments: list = field(default_factory=list)
    headers: list = field(default_factory=list)  # (name, value) pairs, added as they are
    body_bytes: bytes | None = None  # instead of everything below the header
    content_type: str = ""  # with body_bytes


def encoded_words(text, charset):
    """RFC 2047, each word of at most 75 characters, never cutting a character."""
    if text.isascii() and "=?" not in text:
        return text
    words, chunk = [], ""
    for char in text:
        if len(_word(chunk + char, charset)) > 72:
            words.append(_word(chunk, charset))
            chunk = ""
        chunk += char
    words.append(_word(chunk, charset))
    return "\r\n ".join(words)


def _word(text, charset):
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def header_value(text, draft):
    if draft.header_style == "raw":
        return text.encode(draft.charset)
    if draft.header_style == "utf8":
        return text.encode("utf-8")
    return encoded_words(text, draft.charset).encode("ascii")


def mailbox(name, address, draft):
    at = address.encode("utf-8")
    if not name:
        return b"<" + at + b">"
    if name.isascii():
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return quoted.encode() + b" <" + at + b">"
    return header_value(name, draft) + b" <" + at + b">"


def field_bytes(name, value):
    value = value if isinstance(value, bytes) else value.encode("utf-8")
    return name.encode() + b": " + value + CRLF


def folded(name, items, separator=", "):
    """A header whose items stand one to a line."""
    return (f"{name}: " + (separator.rstrip() + "\r\n\t").join(items) + "\r\n").encode("utf-8")


def render(draft, rng, date, message_id):
    """The message as its sender would have sent it."""
    out = field_bytes("Date", date.strftime("%a, %d %b %Y %H:%M:%S +0000"))
    out += field_bytes("From", mailbox(draft.from_name, draft.from_address, draft))
    out += field_bytes("To", mailbox(draft.to_name, draft.to_address, draft))
    out += field_bytes("Subject", header_value(draft.subject, draft))
    out += field_bytes("Message-ID", f"<{message_id}>")
    for name, value in draft.headers:
        out += field_bytes(name, value)
    if draft.body_bytes is not None:
        if draft.content_type:
            out += field_bytes("MIME-Version", "1.0") + field_bytes("Content-Type", draft.content_type)
        return out + CRLF + draft.body_bytes
    return out + field_bytes("MIME-Version", "1.0") + _body(draft, rng)


def _body(draft, rng):
    texts = []
    if draft.text:
        texts.append(_text_part("plain", draft.text, draft))
    if draft.html:
        texts.append(_text_part("html", draft.html, draft))
    body = texts[0] if len(texts) == 1 else multipart("alternative", texts, rng)
    inline = [file_part(item) for item in draft.attachments if item.inline_id]
    if inline:
        body = multipart("related", [body, *inline], rng)
    files = [file_part(item) for item in draft.attachments if not item.inline_id]
    return multipart("mixed", [body, *files], rng) if files else body


def _text_part(subtype, text, draft):
    raw = text.replace("\r\n", "\n").replace("\n", "\r\n").encode(draft.charset)
    head = field_bytes("Content-Type", f"text/{subtype}; charset={draft.charset}")
    head += field_bytes("Content-Transfer-Encoding", draft.transfer)
    if draft.transfer == "base64":
        raw = base64_lines(raw)
    elif draft.transfer == "quoted-printable":
        raw = CRLF.join(quopri.encodestring(line).replace(b"\n", CRLF) for line in raw.split(CRLF))
    return head + CRLF + raw + (b"" if raw.endswith(CRLF) else CRLF)


def base64_lines(raw):
    return "\r\n".join(textwrap.wrap(base64.b64encode(raw).decode(), 76)).encode() + CRLF


def file_part(item):
    head = field_bytes("Content-Type", item.content_type + _name_parameter("name", item))
    head += field_bytes("Content-Transfer-Encoding", "base64")
    if item.inline_id:
        head += field_bytes("Content-ID", f"<{item.inline_id}>")
    head += field_bytes("Content-Disposition", ("inline" if item.inline_id else "attachment") + _name_parameter("filename", item))
    return head + CRLF + base64_lines(item.content)


def _name_parameter(parameter, item):
    if item.name.isascii():
        return f'; {parameter}="{item.name}"'
    if item.name_style == "rfc2047":
        return f'; {parameter}="{encoded_words(item.name, "utf-8")}"'
    if item.name_style == "raw":
        return f'; {parameter}="{item.name}"'
    encoded = "".join(chr(byte) if chr(byte).isalnum() and byte < 128 or byte in b"-._" else f"%{byte:02X}" for byte in item.name.encode())
    return f"; {parameter}*=utf-8''{encoded}"


def multipart(subtype, parts, rng, boundary=None):
    boundary = boundary or f"=_{rng.getrandbits(64):016x}"
    out = field_bytes("Content-Type", f'multipart/{subtype}; boundary="{boundary}"') + CRLF
    for part in parts:
        out += b"--" + boundary.encode() + CRLF + part
    return out + b"--" + boundary.encode() + b"--" + CRLF
