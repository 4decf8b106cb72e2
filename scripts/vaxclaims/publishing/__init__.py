"""Runs the notebooks and makes the pages: the report, a page per notebook and per text, the run's manifest.

`runner.run_notebooks` is the verb; `pages.export_html` makes the pages of a finished run; `report` holds the
parts that the report's notebook shows. Nothing is imported here, so that the notebook loads only its part.
"""
