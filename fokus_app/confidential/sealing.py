"""AES-256-GCM with what a text belongs to as associated data: a sealed text opens nowhere else.

What comes out is the 12 random bytes of the nonce and the ciphertext with its tag, in base64.
"""

import base64
import binascii
import json
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_VERSION = "fokus-1"


class Broken(ValueError):
	"""The text was changed, belongs elsewhere, or was sealed with another key."""


def seal(text: str, secret: bytes, belongs_to: Sequence[str]) -> str:
	"""Seal `text`; belongs_to: what must be the same again when it is opened."""
	nonce = os.urandom(_NONCE)
	sealed = AESGCM(secret).encrypt(nonce, text.encode("utf-8"), _bound(belongs_to))
	return base64.b64encode(nonce + sealed).decode("ascii")


def unseal(sealed: str, secret: bytes, belongs_to: Sequence[str]) -> str:
	"""The text. Raises Broken."""
	try:
		raw = base64.b64decode(sealed, validate=True)
		text = AESGCM(secret).decrypt(raw[:_NONCE], raw[_NONCE:], _bound(belongs_to))
	except (InvalidTag, ValueError, binascii.Error):
		raise Broken from None
	return text.decode("utf-8")


def _bound(belongs_to: Sequence[str]) -> bytes:
	# JSON, since joined parts could be cut elsewhere
	return json.dumps([_VERSION, *belongs_to], ensure_ascii=True).encode("ascii")
