"""The site as a WSGI application, static files included, whatever host name it is asked for.

gunicorn starts it in the sites folder: gunicorn bench.inside.web:application; SITE names the site.
"""

import os

import frappe.app
from frappe.middlewares import StaticDataMiddleware
from werkzeug.middleware.shared_data import SharedDataMiddleware

# A person types localhost, Frappe's processes know fokus.localhost.
frappe.app._site = os.environ["SITE"]

application = SharedDataMiddleware(frappe.app.application, {"/assets": os.path.abspath("assets")})
application = StaticDataMiddleware(application, {"/files": os.path.abspath(".")})
