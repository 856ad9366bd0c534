"""Run a command that ends when its starter dies, however it dies.

usage: python tether.py [--own-session] COMMAND [ARGUMENT ...]

Linux sends the signal set here when the starting thread ends, a SIGKILL included, and keeps the setting across exec.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
	"""Replace this process by the command."""
	starter = os.getppid()
	if arguments[0] == "--own-session":
		# Ctrl-C in the terminal reaches the starter alone, who ends us in order.
		arguments = arguments[1:]
		os.setsid()
	ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
	if os.getppid() != starter:  # the starter died before the signal was set
		raise SystemExit(1)
	os.execvp(arguments[0], arguments)


if __name__ == "__main__":
	main(sys.argv[1:])
