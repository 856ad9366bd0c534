"""HR's list comes in: a CSV from Excel is read, understood, checked and given to Frappe's Data Import.

`reading` knows files, `columns` headings, `values` cells, `rows` puts them together and says what is wrong
with a row, `writing` makes the files that go out. `running` is the way of the clerk (a button in the list
of candidates), `platform` the way of a system manager (Frappe's own Data Import form).
"""
