"""For tools that expect this file; what it would say stands in pyproject.toml."""

from setuptools import setup

setup()
