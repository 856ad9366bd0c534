"""The tests' web server in this very process, so that what comes over HTTP meets the mutant too."""

import os
import threading

from werkzeug.serving import BaseWSGIServer, make_server

from tests import services


def instead() -> None:
	"""From now on `services.Server` starts no process of its own."""
	services.Server.start, services.Server.stop = _start, _stop


_running: dict[int, BaseWSGIServer] = {}


def _start(self: services.Server) -> None:
	os.environ["SITE"] = self.world.site
	from bench.inside.web import application  # reads SITE, and begins in the sites folder

	server = make_server("127.0.0.1", self.port, application, threaded=True)
	server.log = lambda *said: None
	threading.Thread(target=server.serve_forever, daemon=True).start()
	_running[self.port] = server


def _stop(self: services.Server) -> None:
	if server := _running.pop(self.port, None):
		server.shutdown()
		server.server_close()
