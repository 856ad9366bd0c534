"""What `bench/mutate` does: parts of rules and guards are taken out one at a time, and a test has to notice each.

`targets` says which functions; `parts` takes one part out of a function (`sql_parts`: out of the SQL that it builds), `swapping` puts it
in, `changes` names all there are. `runner` is the plugin of pytest: `tests_run` runs tests again and again (`web_here`: the web server
beside them), `sight` notes what each sees, `choice` says which a mutant meets, `court` which failure is its doing. `reasons` says why a
part that no test notices is left as it is; `report` prints the table.
"""
