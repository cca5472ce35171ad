"""Turn a data file into a Chinese spreadsheet form and a filled form back into plain values, cell by cell.

`sheets` is the table of sheets and columns that both directions share. Reading: `guard` before anything is
opened, `cells`, `values`, `tables`, `counts`, and `reading` above them. Writing: `labels`, `formatting`,
`rows`, `fields`, `results`, and `form` above them.
"""
