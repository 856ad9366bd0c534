"""The lines at the end of a run say that all attacks were refused only where that was seen."""

from tests.security.attacks.ledger import lines

REFUSED = {("PUT", "Guest"): 12, ("PUT", "mentor"): 3, ("insert", "Guest"): 4}


def test_all_refused_is_said_where_nothing_failed():
	assert lines({}, (), ()) == []
	assert lines(REFUSED, (), ())[-1] == "2 attacks × 2 roles, 19 attempts, all refused"


def test_what_failed_is_said_instead():
	for not_refused, failed in (((("PUT", "clerk"),), ()), ((), ("test_files.py::test_x (teardown)",))):
		said = lines(REFUSED, not_refused, failed)
		assert "all refused" not in "\n".join(said)
		assert f"NOT ALL: {len(not_refused)} marked “!”, {len(failed)} tests failed" in "\n".join(said)
		assert all(any(test in line for line in said) for test in failed)
	marked = lines(REFUSED, [("PUT", "Guest")], ())
	assert marked[1].split()[:2] == ["PUT", "!"]


def test_a_run_in_which_no_attack_came_to_count_says_so():
	assert lines({}, (), ["test_files.py::test_x (setup)"])[-1] == "  test_files.py::test_x (setup)"
