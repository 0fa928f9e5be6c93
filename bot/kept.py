"""What is worked out from our own source alone, kept beside the compiled code that Python keeps.

Learning the words of all languages takes seconds of a processor. Each process would do it again: every start, every restart
after a crash. So what was learnt is written where Python writes its compiled modules, and read by the next process.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import os
import pickle
import sys
import unicodedata
from collections.abc import Callable, Sequence
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

Made = TypeVar("Made")


def kept(name: str, sources: Sequence[Path], make: Callable[[], Made]) -> Made:
    """What `make` returns: read from the file of this name, if it was written from the very same sources (their content, this
    Python and its Unicode); else made now, and written for others. A file that is damaged, or a folder that cannot be
    written, costs time and nothing else. It is trusted as compiled modules are: whoever may write there may change the code.
    """
    digest = _digest(tuple(sources))
    file = Path(cache_from_source(str(sources[0]))).with_suffix(f".{name}")
    with contextlib.suppress(Exception):  # whatever is wrong with it, it can be made anew
        written = file.read_bytes()
        if written[: len(digest)] == digest:
            found: Made = _read(written[len(digest) :])
            return found
    made = make()
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):
            _write(file, digest + pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
    return made


def _read(written: bytes) -> Any:
    """A collector of garbage that looks through a million things being read takes as long as reading them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(written)  # noqa: S301 - our own, beside our own code
    finally:
        if collecting:
            gc.enable()


def _write(file: Path, content: bytes) -> None:
    """At once or not at all: another process may read it, and this one may be killed."""
    file.parent.mkdir(exist_ok=True)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


@functools.cache
def _digest(sources: tuple[Path, ...]) -> bytes:
    digest = hashlib.blake2b(f"{sys.version} {unicodedata.unidata_version}".encode())
    for source in sources:
        content = source.read_bytes()
        digest.update(f"{source.name} {len(content)} ".encode() + content)
    return digest.digest()
