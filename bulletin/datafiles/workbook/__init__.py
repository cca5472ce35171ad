"""The round as a spreadsheet: a form in Chinese that is written, filled in, and read back by its cells.

`sheets` is the table of sheets and columns that both directions share. Reading: `guard` before anything is
opened, `cells`, `values`, `tables`, `counts`, and `reading` above them. Writing: `labels`, `formatting`,
`rows`, `fields`, `results`, and `form` above them.
"""
