"""Lists that come in as files, for all rooms: read, staged, loaded by a command or on a page (E3).

`reading` takes a table of any size apart line by line, `tables` finds out the text of what people
make with a spreadsheet, and `tally` that no line is lost; all three are pure Python. `staging`
brings the lines into a table of the transaction.
`commands` and `pages` are the two doors: `manage.py … FILE.csv`, and a page of the admin that first
says what a file would do.
"""
