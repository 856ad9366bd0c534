# Sourced by the commands beside this folder: find a Python that can run the bench's tools and hand over to one.
# Build machines set CI; Frappe's workers then believe they are in a unit test, and send no mail.
unset CI
root=$(cd "$(dirname "$0")/.." && pwd)
for python in /usr/bin/python3 python3.11 python3 python3.12 python3.13; do
	if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
		export PYTHONPATH="$root"
		exec "$python" -P -m "bench.lib.$(basename "$0")" "$@"
	fi
done
echo "bench/$(basename "$0"): Python 3.11 is needed (Debian: apt-get install python3 python3-venv)" >&2
exit 1
