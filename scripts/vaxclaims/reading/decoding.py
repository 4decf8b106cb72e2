"""Bytes of a file to its text."""

import codecs
import re
from typing import NamedTuple

import charset_normalizer

MAX_BYTES = 32 * 1024 * 1024
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*(gb2312|gbk|gb18030|big5)", re.IGNORECASE)
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
    check_size(len(data))
    decoded = _decode(data)
    if not decoded.text.strip():
        raise Unreadable("empty")
    if "\0" in decoded.text[:65536]:
        raise Unreadable("binary, not a text")
    return decoded


def check_size(size: int) -> None:
    """Raises Unreadable where a text of `size` bytes is too large to be one page."""
    if size > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES / 2**20:g} MiB ({size / 2**20:.0f} MiB)")


def _decode(data: bytes) -> Decoded:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    if b"\0" in data[:65536]:
        raise Unreadable("binary, not a text")
    try:
        return _strict(data, "utf-8")
    except Unreadable:
        return _legacy(data)


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding)
    except UnicodeError as error:
        raise Unreadable(
            f"not valid {encoding}: {error.reason} at byte {getattr(error, 'start', 0)}"
        ) from None


def _legacy(data: bytes) -> Decoded:
    if declared := _DECLARED.search(data[:4096]):
        try:
            return _strict(data, "big5" if declared[1].lower() == b"big5" else "gb18030")
        except Unreadable:
            pass
    sample = data[:1_000_000]
    if sample.decode("utf-8", "replace").count("\ufffd") < _DAMAGED * sum(byte > 127 for byte in sample) / 3:
        return _strict(data, "utf-8")
    best = charset_normalizer.from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is None:
        raise Unreadable("neither UTF-8, GB18030 nor Big5")
    return _strict(data, best.encoding)
