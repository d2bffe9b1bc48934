"""Whether the lines of a text end with CRLF, and how they come to do so."""


def has_crlf(text: bytes) -> bool:
    """Return whether every line of `text` ends with CRLF."""
    return b"\r\n" in text and text.count(b"\n") == text.count(b"\r\n")


def with_crlf(text: bytes) -> bytes:
    """Return `text` with CRLF at the end of every line; what is no text stays as it is."""
    return text if b"\0" in text else text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
