"""What `bench/mutate` does: parts of rules and guards are taken out one at a time, and a test has to notice each.

`targets` says which functions; `parts` takes one part out of a function (`sql_parts`: out of the SQL that it builds); `runner`
runs the tests that see the function; `reasons` says why a part that no test notices is left as it is; `report` prints the table.
"""
