"""What takes how long, and how many queries. `bench/benchmark` runs it; nothing here is a test.

Times are given as ratios to stock Frappe in the same run wherever there is something to compare with: the same machine, the same minute.
Queries are exact. Each module has `TITLE`, and `measure()` that returns lines of Markdown.
"""
