"""An SMTP server that keeps every mail as a file a person can open.

usage: python -m bench.inside.mail_server PORT FOLDER
"""

import asyncio
import itertools
import signal
import sys
from datetime import datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailFolder:
	"""Takes mails from the SMTP server and writes them one by one.

	The envelope's recipients come first in the file, as mail servers note them: several people may be addressed by one
	mail, and Bcc stands nowhere else. The file's name holds time and number only, no person's name.
	"""

	def __init__(self, folder: Path):
		self.folder = folder
		self.folder.mkdir(parents=True, exist_ok=True)
		self.count = itertools.count(1 + sum(1 for _ in folder.glob("*.eml")))
		self.refused: set[str] = set()

	async def handle_RCPT(
		self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
	) -> str:
		"""Refuse the addresses that a test wants refused, take all others."""
		if address in self.refused:
			return "550 no such mailbox"
		envelope.rcpt_tos.append(address)
		return "250 OK"

	async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
		"""Write the mail; it appears under its final name only when it is whole."""
		name = f"{datetime.now():%Y-%m-%d_%H-%M-%S}_{next(self.count):05}"
		draft = self.folder / f".{name}.part"
		head = "".join(f"Delivered-To: {address}\r\n" for address in envelope.rcpt_tos)
		draft.write_bytes(head.encode("utf-8") + (envelope.original_content or b""))
		draft.rename(self.folder / f"{name}.eml")
		return "250 kept"


def serve(port: int, folder: Path) -> Controller:
	"""Start listening on loopback in a thread of its own; end it with `.stop()`."""
	controller = Controller(MailFolder(folder), hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
	controller.start()
	return controller


def main() -> None:
	"""Listen until told to end."""
	controller = serve(int(sys.argv[1]), Path(sys.argv[2]))
	ended = asyncio.Event()

	async def until_ended() -> None:
		for sign in (signal.SIGTERM, signal.SIGINT):
			asyncio.get_running_loop().add_signal_handler(sign, ended.set)
		await ended.wait()

	asyncio.run(until_ended())
	controller.stop()


if __name__ == "__main__":
	main()
