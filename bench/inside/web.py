"""The site as a WSGI application, static files included, whatever host name it is asked for.

gunicorn starts it in the sites folder: gunicorn bench.inside.web:application; SITE names the site.
"""

import os

import frappe.app
from werkzeug.middleware.shared_data import SharedDataMiddleware

# A person types localhost, Frappe's processes know fokus.localhost.
frappe.app._site = os.environ["SITE"]

# Not Frappe's own middleware for its files: in 15.0 it opens whatever "..%2f" leads to.
application = SharedDataMiddleware(
	frappe.app.application,
	{
		"/assets": os.path.abspath("assets"),
		"/files": os.path.abspath(os.path.join(os.environ["SITE"], "public", "files")),
	},
)
