"""Parts that no test notices when they are missing, and why that is so: by the name of the mutant, as the table prints it."""

REASONS: dict[str, str] = {
	"permissions.hide_log · 2 and: without doc.stage_changes": (
		"a log that is empty is emptied once more; the part saves a question to the database"
	),
	"permissions._any_of_few · 2 if len(names) > _FEW: always True": (
		"finds the same records by reading the table; a matter of speed (tests/permissions/test_indexes.py)"
	),
	"permissions.activities · 3 if roles & {HR_CLERK, LEAD, MANAGER, MENTOR, PARTICIPANT}: always True": (
		"a second lock: without one of these roles nobody may open the doctype (checks/permission_table.py)"
	),
}
