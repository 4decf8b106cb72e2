"""Bytes of a file to its text."""

import codecs
import re
from typing import NamedTuple

import charset_normalizer

MAX_BYTES = 32 * 1024 * 1024
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CANDIDATES = ["gb18030", "big5", "big5hkscs"]
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Bytes that are nearly all valid UTF-8 are damaged UTF-8, which GB18030 would decode into nonsense.
_DAMAGED = 0.2


class Unreadable(ValueError):
    """A file that cannot be read as a text; the message says why."""


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text of `data` without a BOM, line ends untranslated, and the encoding it was in.

    UTF-8 (with or without BOM), UTF-16 with BOM, GB18030 and Big5 are known. Raises Unreadable for
    anything else: too large, empty, binary, damaged.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // 2**20} MiB ({len(data) / 2**20:.0f} MiB)")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if b"\0" in data[:65536]:
        raise Unreadable("binary, not a text")
    try:
        decoded = _strict(data, "utf-8")
    except Unreadable:
        decoded = _legacy(data)
    if not decoded.text.strip():
        raise Unreadable("empty")
    return decoded


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeError as error:
        raise Unreadable(f"not valid {encoding}: {error.reason} at byte {getattr(error, 'start', 0)}") from None


def _legacy(data: bytes) -> Decoded:
    declared = _DECLARED.search(data[:4096])
    if declared and (name := declared[1].decode().lower()) not in ("utf-8", "utf8"):
        try:
            return _strict(data, "gb18030" if name in ("gb2312", "gbk") else name)
        except (Unreadable, LookupError):
            pass
    sample = data[:1_000_000]
    if sample.decode("utf-8", "replace").count("\ufffd") < _DAMAGED * sum(byte > 127 for byte in sample) / 3:
        return _strict(data, "utf-8")
    best = charset_normalizer.from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise Unreadable("neither UTF-8, GB18030 nor Big5")
    return _strict(data, best.encoding)
