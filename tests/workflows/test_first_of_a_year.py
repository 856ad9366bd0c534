"""The names of records when a year's first ones are made at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import frappe

from fokus_app.naming import lasting_name

ROUNDS = 40
PEOPLE = 4


def test_those_who_make_the_first_records_of_a_year_at_once_get_a_number_each(programme):
	site, sites_path = frappe.local.site, frappe.local.sites_path
	ready = Barrier(PEOPLE)

	def make_a_record_each_round(person: int) -> list[str]:
		frappe.init(site, sites_path)
		frappe.connect(set_admin_as_user=False)
		try:
			names = []
			for turn in range(ROUNDS):
				ready.wait(20)
				names.append(lasting_name(f"PROBE{turn}"))
				frappe.db.commit()
			return names
		finally:
			ready.abort()
			frappe.destroy()

	with ThreadPoolExecutor(PEOPLE) as pool:
		of_each = list(pool.map(make_a_record_each_round, range(PEOPLE)))
	frappe.db.delete("Series", {"name": ("like", "PROBE%")})
	for names in zip(*of_each, strict=True):
		assert sorted(int(name.rsplit("-", 1)[1]) for name in names) == [1, 2, 3, 4]
