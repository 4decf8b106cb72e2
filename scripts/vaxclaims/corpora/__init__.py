"""Many texts at once: read one by one from files, tables of texts and web archives, their claims written as they
come, on one machine or on a cluster."""

from vaxclaims.corpora.extract import extract_corpus
from vaxclaims.corpora.inputs import InputError, check_input, iterate_documents, read_metadata

__all__ = ["InputError", "check_input", "extract_corpus", "iterate_documents", "read_metadata"]
