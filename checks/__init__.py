"""Checks of the source that need no site: `python -m checks`.

Each module with a function `check(tree)` has one job.
"""
