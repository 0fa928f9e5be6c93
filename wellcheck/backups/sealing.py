"""The file of a backup: an age file (extra `backup`), in it a tar of `manifest.json` and `wellcheck.dump` (pg_dump -Fc).

So it opens without us as well: `age -d -i key FILE | tar x`, then `pg_restore`.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import IO
from uuid import UUID

from wellcheck.backups.places import CHUNK
from wellcheck.backups.values import Manifest, NotRestored

MANIFEST, DUMP = "manifest.json", "wellcheck.dump"
Open = Callable[[IO[bytes], IO[bytes]], None]
"""Decrypts one file into another."""


def pack(manifest: Manifest, dump: IO[bytes], size: int, target: IO[bytes]) -> None:
    """Both parts, as one file that is not encrypted yet."""
    told = {
        "id": str(manifest.id), "made_at": manifest.made_at.isoformat(), "version": manifest.version,
        "server": manifest.server, "secret_keys": manifest.secret_keys,
    }  # fmt: skip
    words = json.dumps(told).encode()
    with tarfile.open(fileobj=target, mode="w|") as tar:
        for name, length, content in ((MANIFEST, len(words), BytesIO(words)), (DUMP, size, dump)):
            part = tarfile.TarInfo(name)
            part.size, part.mode, part.mtime = length, 0o600, int(manifest.made_at.timestamp())
            tar.addfile(part, content)


def unpack(source: IO[bytes], dump: IO[bytes]) -> Manifest:
    """The manifest; the dump goes into the other file. `NotRestored` when this is no backup of ours."""
    manifest, found = None, False
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            for part in tar:
                content = tar.extractfile(part)
                if content is None:
                    continue
                if part.name == MANIFEST:
                    told = json.loads(content.read(1 << 20))
                    manifest = Manifest(
                        UUID(told["id"]), datetime.fromisoformat(told["made_at"]), told["version"], told["server"],
                        tuple(told["secret_keys"]),
                    )  # fmt: skip
                elif part.name == DUMP:
                    found = True
                    while chunk := content.read(CHUNK):
                        dump.write(chunk)
    except (tarfile.TarError, ValueError, LookupError, TypeError) as wrong:
        raise NotRestored("This file is no backup of Wellcheck, or it is damaged.") from wrong
    if manifest is None or not found:
        raise NotRestored("This file is no backup of Wellcheck, or it is damaged.")
    return manifest


def recipient(text: str) -> object:
    """Whom an age or an ssh public key names. `ValueError` when it cannot be read."""
    import pyrage

    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text)
    except pyrage.RecipientError as wrong:
        raise ValueError(str(wrong)) from wrong


def seal(source: IO[bytes], target: IO[bytes], recipients: tuple[str, ...], passphrase: str) -> Open:
    """Encrypt for these recipients, or by this pass phrase (then in memory). Returns what opens this one file again, for as
    long as we remember it: whoever has only public keys can check what was just written, and open no other file."""
    import pyrage

    if not recipients:
        target.write(pyrage.passphrase.encrypt(source.read(), passphrase))
        return opener((), passphrase)
    once = pyrage.x25519.Identity.generate()
    pyrage.encrypt_io(source, target, [*map(recipient, recipients), once.to_public()])
    return lambda sealed, clear: pyrage.decrypt_io(sealed, clear, [once])


def opener(identities: tuple[str, ...], passphrase: str) -> Open:
    """Opens by private keys (the text of age or ssh key files), or by a pass phrase. `NotRestored` when it does not open."""
    import pyrage

    def open_(sealed: IO[bytes], clear: IO[bytes]) -> None:
        try:
            if identities:
                pyrage.decrypt_io(sealed, clear, [_identity(text) for text in identities])
            else:
                clear.write(pyrage.passphrase.decrypt(sealed.read(), passphrase))
        except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as wrong:
            how = "these keys" if identities else "this pass phrase"
            raise NotRestored(
                f"The backup does not open with {how}, or it is damaged. Files for BACKUP_RECIPIENTS need --identity with the "
                "private key, others BACKUP_PASSPHRASE."
            ) from wrong

    return open_


def identities_in(text: str) -> tuple[str, ...]:
    """The private keys in a key file: one age key a line, or one ssh key. `ValueError`: there is none."""
    if "PRIVATE KEY-----" in text:
        return (text,)
    keys = tuple(line.strip() for line in text.splitlines() if line.strip().startswith("AGE-SECRET-KEY-"))
    if not keys:
        raise ValueError("no key")
    return keys


def _identity(text: str) -> object:
    import pyrage

    kind = pyrage.ssh if text.startswith("-----") else pyrage.x25519
    return kind.Identity.from_buffer(text.encode()) if kind is pyrage.ssh else kind.Identity.from_str(text)
