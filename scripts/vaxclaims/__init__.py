"""Chinese web articles about a vaccination drive, read into a table of checked claims.

The packages are the stages of the walk: reading, extraction and annotation, checking, comparison,
publishing. Nothing is imported here, so that the doors in ``scripts/`` can use ``environment`` on a
machine that has only Python.
"""

__version__ = "0.1.0"
