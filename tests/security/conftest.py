"""What was tried in this run, and what of it was not refused, is said at its end."""

from collections.abc import Iterator

import pytest

from tests.security.attacks import ledger


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
	"""Note for the ledger which attack's test failed, be it before it began or when it was tidied up."""
	report = yield
	if report.failed:
		ledger.FAILED.append(f"{item.nodeid} ({report.when})")
	return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
	"""Say at the end of the run what was tried."""
	if said := ledger.lines():
		terminalreporter.section("attacks")
		for line in said:
			terminalreporter.write_line(line)
