"""Where backups lie: a folder, or a bucket of S3, Google Cloud Storage or Azure (extra `backup`)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

CHUNK = 1 << 20


class Place(Protocol):
    """Files by their names. Everything here may block; `OSError` or the store's own error when it does not work."""

    def put(self, name: str, file: IO[bytes]) -> None:
        """Keep this file, all of it or nothing."""

    def read(self, name: str) -> Iterator[bytes]:
        """Its bytes. `FileNotFoundError`."""

    def names(self) -> list[str]:
        """What is there."""

    def delete(self, name: str) -> None:
        """Let it go."""


class Folder:
    """A folder of this machine, or one that is mounted here."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, file: IO[bytes]) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.path / f".{name}.part"
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                while chunk := file.read(CHUNK):
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            part.replace(self.path / name)
        finally:
            part.unlink(missing_ok=True)
        folder = os.open(self.path, os.O_RDONLY)  # its list of names is to survive a fall of the machine as well
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def read(self, name: str) -> Iterator[bytes]:
        with open(self.path / name, "rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def names(self) -> list[str]:
        return [path.name for path in self.path.iterdir() if path.is_file()] if self.path.is_dir() else []

    def delete(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)


class Bucket:
    """An object store. Its credentials come from the variables of its maker (AWS_…, GOOGLE_…, AZURE_…) or from the machine."""

    def __init__(self, url: str) -> None:
        import obstore
        from obstore.store import from_url

        self._obstore, self._store = obstore, from_url(url)

    def put(self, name: str, file: IO[bytes]) -> None:
        self._obstore.put(self._store, name, file)

    def read(self, name: str) -> Iterator[bytes]:
        for chunk in self._obstore.get(self._store, name).stream(min_chunk_size=CHUNK):
            yield bytes(chunk)

    def names(self) -> list[str]:
        return [str(found["path"]) for listed in self._obstore.list(self._store) for found in listed]

    def delete(self, name: str) -> None:
        self._obstore.delete(self._store, name)


def place_of(to: str) -> Place:
    """The place that BACKUP_TO names. `OSError` or the store's own error for a bucket that cannot be understood."""
    return Bucket(to) if "://" in to else Folder(Path(to).expanduser())
