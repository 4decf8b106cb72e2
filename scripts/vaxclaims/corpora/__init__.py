"""Many texts at once: read one by one from files and tables of texts, their claims written as they come."""

from vaxclaims.corpora.extract import extract_corpus
from vaxclaims.corpora.inputs import InputError, check_input, iterate_documents, read_metadata

__all__ = ["InputError", "check_input", "extract_corpus", "iterate_documents", "read_metadata"]
