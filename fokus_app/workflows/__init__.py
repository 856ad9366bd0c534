"""The three workflows of FOKUS, each as data in a module of its own."""

from functools import cache

from fokus_app.workflows.definition import WorkflowDefinition


@cache
def definitions() -> dict[str, WorkflowDefinition]:
	"""Every workflow definition by the doctype it belongs to."""
	from fokus_app.workflows import leadership_candidate, mentoring_relationship, network_meeting

	modules = (leadership_candidate, mentoring_relationship, network_meeting)
	return {module.WORKFLOW.doctype: module.WORKFLOW for module in modules}
