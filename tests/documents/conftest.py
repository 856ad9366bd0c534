"""As in tests.assessment: what is said is compared in the language of the source, unless a test says German."""

from tests.assessment.conftest import case, in_english

__all__ = ["case", "in_english"]
