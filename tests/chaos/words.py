"""Whoever imports this has read the words of all languages, as every process does before it listens."""

from tests.stories.world import words_read

words_read()
