"""Bring the catalogs in line with the sentences in the code: `python locales/update.py`.

New sentences come in without a translation (the tests name them), those that are gone go, and nothing is guessed.
`python locales/update.py pt` begins a catalog for one more language, with its plural forms.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("wellcheck", "bot", "web", "workers")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"T": None, "N": (1, 2)}


def sentences() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Every sentence of `T` and pair of `N` in the code, with the file it is in."""
    for package in PACKAGES:
        found = extract_from_dir(ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS)
        for name, _, said, _, _ in found:
            if said:
                yield said, f"{package}/{name}"


def begin(language: str) -> None:
    """An empty catalog, unless there is one. Raises `UnknownLocaleError` for what is no language."""
    path = ROOT / "locales" / Locale.parse(language).language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def main(new: Sequence[str] = ()) -> None:
    """Rewrite every catalog, in the order of the code, and begin those of the `new` languages."""
    for language in new:
        begin(language)
    for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES/messages.po")):
        language = path.parent.parent.name
        with path.open("rb") as file:
            known = read_po(file, locale=language)
        comment = f"# Wellcheck in {known.locale.english_name if known.locale else language}."
        catalog = Catalog(locale=language, project="Wellcheck", header_comment=comment, charset="utf-8", fuzzy=False)
        for said, _ in sentences():
            before = known.get(said if isinstance(said, str) else said[0])
            catalog.add(said, before.string if before and before.pluralizable == isinstance(said, tuple) else None)
        text = io.BytesIO()
        write_po(text, catalog, width=120, omit_header=False, no_location=True, sort_output=False)
        lines = [line for line in text.getvalue().decode().splitlines() if not _changes_by_itself(line)]
        path.write_text("\n".join(lines).rstrip() + "\n")
        missing = sum(1 for message in catalog if message.id and not message.string)
        sys.stdout.write(f"{language}: {len(catalog)} sentences, {missing} without a translation\n")


def _changes_by_itself(line: str) -> bool:
    """Lines of the header that say who and when, and nothing about the sentences."""
    changing = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator", "Language-Team")
    return line.startswith(tuple(f'"{name}' for name in (*changing, "Project-Id-Version", "Report-Msgid-Bugs-To")))


if __name__ == "__main__":
    main(sys.argv[1:])
