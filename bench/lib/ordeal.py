"""bench/ordeal: what may happen to a server, done to the app, on a site of its own."""

from bench.lib import console, entry, own_site

HELP = """usage: bench/ordeal [names] [--times N] [--minutes N] [--seed N]
       bench/ordeal --list     what there is

Kills, clocks, full disks, restores, upgrades, random input and long use, on a site of its own. Prints tables and writes them to
docs/ordeals.md, each with the machine, the day and the command. Ends with 1 where something broke.
--times: how often each thing is done (default 13). --minutes: how long the soak lasts (default 30). --seed: of all chance
(default: a new one, printed). Without names everything is done, which takes more than an hour."""


def main(given: list[str]) -> int:
	"""Do it; 0 where nothing broke."""
	if given[:1] in (["-h"], ["--help"]):
		console.say(HELP)
		return 0
	return own_site.run("ordeal", "ordeals", given)


if __name__ == "__main__":
	entry.run("bench/ordeal", main)
