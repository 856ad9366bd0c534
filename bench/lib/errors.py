"""One clear line for what can go wrong."""

import errno
import re
from pathlib import Path

DISK_FULL = "the disk is full"

# What programs say, and what that means.
_DISK = (DISK_FULL, r"No space left on device|ENOSPC|Disk full|(errno|error)[: ]*28\b")
_REGISTRY = (
	(
		"a downloaded file is not the expected one (wrong hash)",
		r"Hash mismatch|EINTEGRITY|DO NOT MATCH THE HASHES|Hash Sum mismatch",
	),
	(
		"the package registry cannot be reached",
		r"ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|NewConnectionError|Connection refused"
		r"|error sending request|dns error|Temporary failure (in name resolution|resolving)|Could not resolve"
		r"|Unable to connect|Could not connect to|client error \(Connect\)|Unable to locate package"
		r"|Connection broken|operation timed out",
	),
)


class BenchError(Exception):
	"""A failure that has been understood; its text is the one line that the person reads."""

	def __init__(self, message: str, log: Path | None = None):
		super().__init__(message)
		self.log = log


def meaning(output: str, *, registry: bool) -> str | None:
	"""What a failed program's output means in one clause, None when nobody has taught us.

	`registry` tells that the program talks to a package registry: "connection refused" means something else elsewhere.
	"""
	# A full disk comes first: it makes every later message misleading.
	for text, pattern in (_DISK, *(_REGISTRY if registry else ())):
		if re.search(pattern, output, re.IGNORECASE):
			return text
	return None


def one_line(error: BaseException) -> str | None:
	"""The line for `error`, None when it is a defect of ours that deserves its traceback."""
	if isinstance(error, BenchError):
		return f"{error} (log: {error.log})" if error.log else str(error)
	if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
		return f"{DISK_FULL}: {error.filename}" if error.filename else DISK_FULL
	if isinstance(error, PermissionError):
		return f"not permitted: {error.filename or error}"
	return None
