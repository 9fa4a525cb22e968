"""Lists of organizations read in: each line checked, staged by COPY, and merged as sets.

`rows` reads a line, `staging` brings the lines into the database, `actions.merging` makes them rows
there. The door is `actions.importing.import_organizations`; the form of a list is in
docs/importing-organizations.md.
"""
