"""The paper of roles and permissions is what the code says."""

import json

import pytest

from checks import permission_matrix

_DOCTYPE = {
	"doctype": "DocType",
	"name": "Case",
	"fields": [{"fieldname": "person", "label": "Person"}],
	"permissions": [{"role": "FOKUS HR Clerk", "read": 1}],
}
_FILES = {
	"fokus_app/permissions.py": '@rule("Case")\ndef cases(user, roles):\n\treturn NONE\n',
	"fokus_app/privacy/declaration.py": 'DECLARED: dict = {"Case": Declared(known_by="person")}\n',
	"fokus_app/translations/de.csv": "Case,Fall,\n",
	"fokus_app/doctype/case/case.json": json.dumps(_DOCTYPE),
}


@pytest.mark.parametrize(
	("change", "fine"),
	[
		({}, True),
		({"fokus_app/permissions.py": _FILES["fokus_app/permissions.py"].replace("NONE", "ALL")}, False),
		(
			{
				"fokus_app/privacy/declaration.py": _FILES["fokus_app/privacy/declaration.py"].replace(
					"known_by", "about"
				)
			},
			False,
		),
		({"fokus_app/doctype/case/case.json": json.dumps(_DOCTYPE).replace('"read"', '"write"')}, False),
	],
)
def test_what_the_code_says_stands_there(plant, change, fine):
	paper = permission_matrix.matrix(plant(_FILES))
	assert "| Fall (Case) | lesen |" in paper
	found = permission_matrix.check(plant({**_FILES, **change, str(permission_matrix.PAPER): paper}))
	assert (found == []) is fine
