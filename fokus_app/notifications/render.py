"""Render a mail text with a fixed list of variables and nothing else.

Frappe's own Jinja reaches the database and prints a misspelt variable literally; here a text gets plain
strings, and a wrong name is an error. A text fills in and leaves out, it does not compute: a loop or a power
would keep a worker busy for hours.
"""

from functools import lru_cache

from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fokus_app.notifications import html

_BODY = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
_SUBJECT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)

#: variables, fixed words, what is shown on a condition
_ALLOWED = (
	nodes.Template,
	nodes.TemplateData,
	nodes.Output,
	nodes.Name,
	nodes.Const,
	nodes.If,
	nodes.CondExpr,
	nodes.Or,
	nodes.And,
	nodes.Not,
	nodes.Compare,
	nodes.Operand,
)


def render(subject: str, body: str, variables: dict[str, str]) -> tuple[str, str]:
	"""Return subject (one line of text) and body (HTML, values escaped).

	Raises jinja2.TemplateError where the text is wrong or names an unknown variable, html.NotForMails where it
	holds what no mail may hold, and whatever an expression in the text raises.
	"""
	line = html.harmless(" ".join(_render(_SUBJECT, subject, variables).split()))
	return line, html.checked(_render(_BODY, body, variables))


def _render(environment: ImmutableSandboxedEnvironment, source: str, variables: dict[str, str]) -> str:
	return _compiled(environment, source).render(variables)


@lru_cache(maxsize=256)
def _compiled(environment: ImmutableSandboxedEnvironment, source: str) -> Template:
	"""The template of a text; known by the text itself, so that a changed one is another one."""
	for node in environment.parse(source).find_all(nodes.Node):
		if not isinstance(node, _ALLOWED):
			raise html.NotForMails(type(node).__name__)
	# HR's text, and a sandbox that knows these variables alone
	return environment.from_string(source)
