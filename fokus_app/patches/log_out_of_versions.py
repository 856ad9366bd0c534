from fokus_app import versions


def execute():
	"""Reasons and names in the log of a meeting stood in its versions, which everybody invited received."""
	versions.leave_out_of_old_ones()
