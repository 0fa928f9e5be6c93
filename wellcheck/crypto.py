"""Sealed columns and blind look-ups.

A sealed value is AES-256-GCM with the key's number in front, bound to its table, column and row: moved to another row it
does not open. A blind index is a keyed hash, equal for equal values, that tells nothing else. The ring holds several
keys, newest first: the newest seals, all open, and the oldest one makes the blind index, so that rotating keys keeps
look-ups working until the rows are sealed again.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Seal = Callable[[str, str, UUID], bytes]
"""`Vault.seal`, or one that does the same."""


class WrongKey(Exception):
    """A sealed value does not open: another key ring, or a value that was moved to another row."""


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=b"wellcheck", info=purpose).derive(secret.encode())


def _drawn(size: int, n: int) -> Iterator[bytes]:
    """Bytes drawn by chance, `size` at a time for ever, and `n` times so many from the system at once."""
    while True:
        drawn = os.urandom(size * n)
        yield from (drawn[start : start + size] for start in range(0, size * n, size))


class Vault:
    """Seals, opens and blinds with one ring of secrets (each ≥ 32 characters, newest first)."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            raise ValueError("no secret to seal with")
        numbered = {len(secrets) - place: secret for place, secret in enumerate(secrets)}
        self._number = len(secrets)
        self._keys = {number: AESGCM(_derive(secret, b"seal")) for number, secret in numbered.items()}
        self._head, self._encrypt = bytes((self._number,)), self._keys[self._number].encrypt
        self._index = _derive(secrets[-1], b"blind")
        self._sign = _derive(secrets[0], b"sign")

    def seal(self, text: str, column: str, row: UUID) -> bytes:
        """`text` sealed for this column ("table.column") of this row."""
        nonce = os.urandom(12)
        return self._head + nonce + self._encrypt(nonce, text.encode(), column.encode() + row.bytes)

    def sealing(self, n: int) -> Seal:
        """`seal` for many times: what must be drawn by chance is drawn for `n` of them at once."""
        nonces = _drawn(12, n)

        def seal(text: str, column: str, row: UUID) -> bytes:
            nonce = next(nonces)
            return self._head + nonce + self._encrypt(nonce, text.encode(), column.encode() + row.bytes)

        return seal

    def open(self, blob: bytes, column: str, row: UUID) -> str:
        """The text again; `WrongKey` if it was sealed by another ring or for another row."""
        try:
            return self._keys[blob[0]].decrypt(blob[1:13], blob[13:], column.encode() + row.bytes).decode()
        except (KeyError, IndexError, InvalidTag) as wrong:
            raise WrongKey(f"{column} of {row} does not open with these keys") from wrong

    def blind(self, kind: str, value: str) -> bytes:
        """16 bytes that are equal for equal values of one kind ("sms", "telegram", "email")."""
        return hmac.digest(self._index, f"{kind}\0{value}".encode(), "sha256")[:16]

    def mac(self, purpose: str, value: str) -> bytes:
        """A keyed 32-byte digest, for codes and one-time links that are stored but must not be readable."""
        return hmac.digest(self._sign, f"{purpose}\0{value}".encode(), hashlib.sha256)

    def stale(self, blob: bytes) -> bool:
        """Whether this value was sealed by an older key and wants to be sealed again."""
        return bool(blob) and blob[0] != self._number


_vault: Vault | None = None


def use(vault: Vault) -> None:
    """Make this the process's vault (runtime.start does)."""
    global _vault
    _vault = vault


def vault() -> Vault:
    """The process's vault."""
    if _vault is None:
        raise RuntimeError("the vault is not open: call crypto.use() first")
    return _vault


class Sealed:
    """A sealed column of a row, read and written as clear text: `name = Sealed()` stands before `name_sealed`.

    The row needs its `id` before a value is set; `None` stays `None`.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = f"{name}_sealed"
        self.name = name

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        blob = getattr(row, self.column)
        return None if blob is None else vault().open(bytes(blob), f"{row._meta.db_table}.{self.name}", row.pk)

    def __set__(self, row: Any, value: str | None) -> None:
        blob = None if value is None else vault().seal(value, f"{row._meta.db_table}.{self.name}", row.pk)
        setattr(row, self.column, blob)
