"""Turn a data file into a Chinese spreadsheet form and a filled form back into plain values, cell by cell.

`sheets` is the table of sheets and columns for both directions. For reading, `guard` checks the file before
it is opened; then come `cells`, `values`, `tables`, `counts`, and `reading` above them. For writing there are
`labels`, `formatting`, `rows`, `fields`, `results`, and `form` above them.
"""
