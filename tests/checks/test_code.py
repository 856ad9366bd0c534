"""What the checks of hooks, patches and Python code find wrong."""

import pytest

from checks import commits, committed_text, hook_targets, ignored_permissions, patches, tree, whitelisted
from checks.__main__ import main, names
from tests.checks.conftest import said

MENTOR = '{"doctype": "DocType", "name": "Mentor"}'
FILES = {
	"fokus_app/__init__.py": "",
	"fokus_app/jobs.py": "def nightly():\n\tpass\n",
	"fokus_app/public/js/fokus.bundle.js": "",
	"fokus_app/public/css/fokus.bundle.scss": "",
	"fokus_app/public/js/mentor.js": "",
	"fokus_app/doctype/mentor/mentor.json": MENTOR,
}


def found_by(check, plant, files: dict[str, str]) -> list[str]:
	return said(check(plant(files)))


HOOKS = [
	("a function", 'after_install = "fokus_app.jobs.nightly"', None),
	("a module", 'boot = "fokus_app.jobs"', None),
	("no function", 'after_install = "fokus_app.jobs.daily"', "there is no fokus_app.jobs.daily"),
	("no module", 'after_install = "fokus_app.job.daily"', "there is no fokus_app.job.daily"),
	(
		"in a dict",
		'scheduler_events = {"daily": ["fokus_app.jobs.daily"]}',
		"there is no fokus_app.jobs.daily",
	),
	("a bundle", 'app_include_js = "fokus.bundle.js"', None),
	("a bundle of styles", 'app_include_css = "fokus.bundle.css"', None),
	("no bundle", 'app_include_js = "focus.bundle.js"', "there is no file focus.bundle.js"),
	("a script", 'doctype_js = {"Mentor": "public/js/mentor.js"}', None),
	("no script", 'doctype_js = {"Mentor": "public/js/men.js"}', "there is no file public/js/men.js"),
	("an asset", 'web_include_js = "/assets/fokus_app/js/mentor.js"', None),
	(
		"no asset",
		'web_include_js = "/assets/fokus_app/js/men.js"',
		"there is no file /assets/fokus_app/js/men.js",
	),
	(
		"no doctype",
		'has_permission = {"Mentr": "fokus_app.jobs.nightly"}',
		"there is no doctype “Mentr” of ours",
	),
	("all doctypes", 'permission_query_conditions = {"*": "fokus_app.jobs.nightly"}', None),
]


@pytest.mark.parametrize(("hook", "message"), [case[1:] for case in HOOKS], ids=[case[0] for case in HOOKS])
def test_hooks(plant, hook, message):
	found = found_by(hook_targets.check, plant, {**FILES, "fokus_app/hooks.py": f"\n{hook}\n"})
	assert found == ([] if message is None else [f"fokus_app/hooks.py:2: {message}"])


PATCHES = [
	("none", "[pre_model_sync]\n\n[post_model_sync]\n", "", []),
	("named and there", "# why\nfokus_app.patches.rename # once more\n", "def execute():\n\tpass\n", []),
	(
		"not there",
		"fokus_app.patches.move\n",
		"",
		["there is no fokus_app.patches.move with a function execute"],
	),
	(
		"without execute",
		"fokus_app.patches.rename\n",
		"def run():\n\tpass\n",
		["there is no fokus_app.patches.rename with a function execute"],
	),
	("not named", "", "def execute():\n\tpass\n", ["does not name this patch: it never runs"]),
	(
		"named twice",
		"fokus_app.patches.rename\nfokus_app.patches.rename\n",
		"def execute():\n\tpass\n",
		["patches.txt:2: fokus_app.patches.rename is there twice"],
	),
]


@pytest.mark.parametrize(
	("listed", "patch", "messages"), [case[1:] for case in PATCHES], ids=[case[0] for case in PATCHES]
)
def test_patches(plant, listed, patch, messages):
	files = {"fokus_app/patches.txt": listed, "fokus_app/patches/__init__.py": ""}
	found = found_by(patches.check, plant, files | ({"fokus_app/patches/rename.py": patch} if patch else {}))
	assert len(found) == len(messages)
	assert all(message in line for message, line in zip(messages, found, strict=True)), found


PERMISSIONS = [
	("with its reason", "doc.save(ignore_permissions=True)  # the guard has decided already", True),
	("reason above", "# the guard has decided already\ndoc.save(ignore_permissions=True)", True),
	(
		"reason above the call",
		"# the guard has decided already\ndoc.save(\n\tignore_permissions=True\n)",
		True,
	),
	("switched off", "doc.save(ignore_permissions=False)", True),
	("flag with its reason", "# the guard has decided already\ndoc.flags.ignore_permissions = True", True),
	("flag switched off", "doc.flags.ignore_permissions = False", True),
	("without", "doc.save(ignore_permissions=True)", False),
	("flag without", "doc.flags.ignore_permissions = True", False),
	("a remark of a tool", "doc.save(ignore_permissions=True)  # noqa: E501 and more words", False),
	("too short", "doc.save(ignore_permissions=True)  # yes", False),
	("reason far above", "# the guard has decided already\n\n\n\n\ndoc.save(ignore_permissions=True)", False),
	("passed on", "doc.save(ignore_permissions=ignore)", False),
]


@pytest.mark.parametrize(
	("code", "fine"), [case[1:] for case in PERMISSIONS], ids=[case[0] for case in PERMISSIONS]
)
def test_ignored_permissions(plant, code, fine):
	found = found_by(ignored_permissions.check, plant, {"fokus_app/a.py": code + "\n"})
	assert (found == []) is fine, found


SCHEDULE = 'scheduler_events = {"daily": ["fokus_app.jobs.nightly"]}\n'
COMMIT = "frappe.db.commit()  # each record on its own\n"
COMMITS = [
	("a scheduled job", {"fokus_app/hooks.py": SCHEDULE, "fokus_app/jobs.py": COMMIT}, None),
	(
		"a queued job",
		{"fokus_app/a.py": COMMIT, "fokus_app/b.py": 'frappe.enqueue("fokus_app.a.run")\n'},
		None,
	),
	("a job queued by itself", {"fokus_app/a.py": "frappe.enqueue(run)\n" + COMMIT}, None),
	("a patch", {"fokus_app/patches/a.py": COMMIT}, None),
	(
		"after an uninstallation",
		{"fokus_app/hooks.py": 'after_uninstall = "fokus_app.a.tidy"\n', "fokus_app/a.py": COMMIT},
		None,
	),
	("a request", {"fokus_app/a.py": COMMIT}, "a.py:1: commits in the middle of a request"),
	(
		"a module with a schedule elsewhere",
		{"fokus_app/hooks.py": SCHEDULE, "fokus_app/a.py": COMMIT},
		"in the middle",
	),
	("without a reason", {"fokus_app/patches/a.py": "frappe.db.commit()\n"}, "commits without its reason"),
]


@pytest.mark.parametrize(
	("files", "message"), [case[1:] for case in COMMITS], ids=[case[0] for case in COMMITS]
)
def test_commits(plant, files, message):
	found = found_by(commits.check, plant, files)
	assert (found == []) if message is None else any(message in line for line in found), found


WHITELISTED = [
	('@frappe.whitelist(methods=["POST"])\ndef a(name: str) -> dict:\n\t"""Do it."""\n', None),
	("def a(name):\n\tpass\n", None),
	('@frappe.whitelist()\ndef a(name: str) -> dict:\n\t"""Do it."""\n', "for every HTTP method"),
	('@frappe.whitelist\ndef a(name: str) -> dict:\n\t"""Do it."""\n', "for every HTTP method"),
	(
		'@frappe.whitelist(methods=["GET"])\ndef a(name) -> dict:\n\t"""Do it."""\n',
		"takes name without a type",
	),
	(
		'@frappe.whitelist(methods=["GET"])\ndef a(**more) -> dict:\n\t"""Do it."""\n',
		"takes **more without a type",
	),
	(
		'@frappe.whitelist(methods=["GET"])\ndef a(name: str):\n\t"""Do it."""\n',
		"does not say what it returns",
	),
	('@frappe.whitelist(methods=["GET"])\ndef a(name: str) -> dict:\n\tpass\n', "has no docstring"),
	('class A:\n\t@frappe.whitelist(methods=["GET"])\n\tdef a(self) -> dict:\n\t\t"""Do it."""\n', None),
]


@pytest.mark.parametrize(("code", "message"), WHITELISTED)
def test_whitelisted(plant, code, message):
	found = found_by(whitelisted.check, plant, {"fokus_app/a.py": code})
	assert (found == []) if message is None else any(message in line for line in found), found


LINES = [
	("see /wo" + "rk/main/a", "a path of somebody's machine"),
	("cd /ro" + "ot/x", "a path of somebody's machine"),
	('open("/tm' + 'p/x")', "a path of somebody's machine"),
	("https://example.org/wo" + "rk/main", None),
	("${DIR}/tm" + "p/x and .bench/tm" + "p/x", None),
	("# TO" + "DO later", "work put off"),
	("# FIX" + "ME", "work put off"),
	('frappe.get_doc("ToDo")', None),
	("mastodonTO" + "DOx", None),
]


@pytest.mark.parametrize(("line", "message"), LINES)
def test_committed_text(plant, line, message):
	found = found_by(committed_text.check, plant, {"docs/a.md": f"first\n{line}\n"})
	assert (
		(found == []) if message is None else (len(found) == 1 and f"docs/a.md:2: {message}" in found[0])
	), found


def test_text_in_another_encoding_is_passed_over(plant, tmp_path):
	made = plant({"a.md": "first"})
	(tmp_path / "b.csv").write_bytes("Müller".encode("cp1252"))
	assert said(committed_text.check(made)) == []


@pytest.mark.parametrize(
	("name", "text", "message"),
	[
		("a.json", '{"a": 1}', None),
		("a.json", '{\n"a": }', "a.json:2: is no JSON"),
		("a.py", "a = 1\n", None),
		("a.py", "a = 1\nb = (\n", "a.py:2: is no Python"),
	],
)
def test_files_that_cannot_be_read(plant, name, text, message):
	found = found_by(tree.check, plant, {name: text})
	assert (found == []) if message is None else (len(found) == 1 and message in found[0]), found


BAD = {"fokus_app/patches.txt": "fokus_app.patches.gone\n"}


@pytest.mark.parametrize(
	("files", "arguments", "code", "last"),
	[
		(BAD, [], 1, "problems in 1 files"),
		(BAD, ["patches"], 1, "1 problem in 1 files"),
		(BAD, ["commits"], 0, "0 problems in 1 files"),
		({"fokus_app/patches.txt": ""}, ["patches", "commits"], 0, "0 problems in 1 files"),
	],
)
def test_the_command(plant, tmp_path, capsys, files, arguments, code, last):
	plant(files)
	assert main([*arguments, "--root", str(tmp_path)]) == code
	assert capsys.readouterr().out.splitlines()[-1].endswith(last)


def test_the_command_does_not_know_a_check(tmp_path, capsys):
	with pytest.raises(SystemExit):
		main(["patchs", "--root", str(tmp_path)])
	assert "there is no check patchs" in capsys.readouterr().err


def test_every_check_runs_on_an_empty_tree(tmp_path, capsys):
	assert len(names()) == 20
	main(["--root", str(tmp_path)])
	assert capsys.readouterr().out == (
		"fokus_app/patches.txt:1: is missing\n"
		"fokus_app/translations/de.csv:1: is missing\n"
		"2 problems in 0 files\n"
	)


def test_git_says_which_files_there_are(plant, tmp_path):
	import subprocess

	plant({".gitignore": "*.log\n", "new.py": "", "out.log": "", "kept.py": ""})
	for command in (("init", "-q"), ("add", "kept.py")):
		subprocess.run(("git", *command), cwd=tmp_path, check=True)
	assert [str(path) for path in tree.Tree(tmp_path).files] == [".gitignore", "kept.py", "new.py"]
