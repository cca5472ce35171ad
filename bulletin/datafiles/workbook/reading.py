"""Read a workbook into the plain values of a data file, with the cell of every value.

Sheets and columns are those of `sheets`. They are found by title and header, so that an office may move,
insert or widen them. Names stay as typed; the codelist only decides whether two names mean the same.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any

from bulletin.datafiles.parsed import Parsed
from bulletin.datafiles.shape import pointer
from bulletin.datafiles.workbook.cells import Sheet, is_results, opened
from bulletin.datafiles.workbook.counts import Counts
from bulletin.datafiles.workbook.sheets import (
    BASICS,
    CLASS_PAIRS,
    CODES,
    EXPLAINED,
    FIELD_HEADERS,
    FURTHER,
    HEADING,
    INDICATOR,
    NAMES,
    NUMBER,
    NUMBERED,
    PARTS,
    PLAN,
    READ_SHEETS,
    RECORD_COLUMNS,
    RECORDS,
    RESULT_COLUMNS,
    RESULTS,
    ROUND_COLUMNS,
    ROUNDS,
    SCOPE_COLUMNS,
    SECTIONS,
    TEXT,
    TEXT_COLUMNS,
    Column,
    Holds,
)
from bulletin.datafiles.workbook.tables import SheetRow, Tables, header_of, is_mark
from bulletin.issues.issue import error, errors, warning
from bulletin.model.codelist import nearest

REPORTED = next(column.header for column in SCOPE_COLUMNS if column.path == ("reported",))


def parse_xlsx(content: bytes, name: str) -> Parsed:
    """Return the data file in the workbook `content`, or every issue that prevents reading it."""
    sheets, issues = opened(content, name)
    if errors(issues):
        return Parsed(None, issues)
    reading = _Reading(list(issues))
    reading.book(sheets, name)
    found = tuple(reading.issues)
    if errors(found):
        return Parsed(None, found)
    return Parsed(reading.raw, found, reading.places)


class _Reading(Counts):
    """Reads each sheet into its part of the data file."""

    # ── the whole ────────────────────────────────────────────────────────────────────────────────────────

    def book(self, sheets: Iterable[Sheet], name: str) -> None:
        """Read every sheet, in the order of their dependence."""
        by_title = {sheet.title: sheet for sheet in sheets}
        self.places["/"] = name
        if not any(title in READ_SHEETS or is_results(title) for title in by_title):
            text = "The workbook has none of the sheets of a form: {known}."
            hint = "Make a form: bulletin workbook new FILE.xlsx"
            self.issues.append(error("B106", name, text, hint, known="、".join(READ_SHEETS)))
            return
        for sheet in by_title.values():
            self.unknown_sheet(sheet)
        if BASICS in by_title:
            self.basics(by_title[BASICS])
        if ROUNDS in by_title:
            self.rounds(by_title[ROUNDS])
        self.raw["scopes"] = []
        self.places["/scopes"] = RESULTS
        for sheet in by_title.values():
            if is_results(sheet.title):
                self.scope(sheet)
        for title in (PARTS, FURTHER):
            if title in by_title:
                self.parts(by_title[title])
        if NAMES in by_title:
            self.names(by_title[NAMES])
        for items, key in self.named:
            items[key] = items[key] or None
        for title, kind in RECORDS.items():
            if title in by_title:
                self.records(by_title[title], kind)
        if TEXT in by_title:
            self.texts(by_title[TEXT])

    def unknown_sheet(self, sheet: Sheet) -> None:
        if sheet.title in (*READ_SHEETS, EXPLAINED, CODES) or is_results(sheet.title) or not sheet.rows:
            return
        near = nearest(sheet.title, READ_SHEETS)
        text = "No sheet of the form is called “{sheet}”; it was not read."
        if near:
            self.issues.append(
                error("B109", sheet.title, text, "Did you mean “{near}”?", sheet=sheet.title, near=near)
            )
        else:
            hint = "Delete it, or leave it if it holds only your own notes."
            self.issues.append(warning("B109", sheet.title, text, hint, sheet=sheet.title))

    def basics(self, sheet: Sheet) -> None:
        name, columns = SECTIONS[HEADING]
        seen: dict[tuple[str, str], str] = {}
        for number, cells in sheet.rows.items():
            label, cell = header_of(cells[1]) if 1 in cells else "", cells.get(2)
            if label in SECTIONS:
                name, columns = SECTIONS[label]
                if cell is not None:
                    text, hint = "The cell stands under no header; it was not read.", "Delete it, or move it."
                    self.issues.append(warning("B109", cell.place, text, hint))
                if name:
                    self.places[pointer("", name)] = sheet.place(number)
                    if name in ("issuer", "document"):
                        self.raw.setdefault(name, {})
                continue
            if cell is None or label == FIELD_HEADERS[0]:
                continue
            column = next((column for column in columns if column.header == label), None)
            if column is None:
                near = nearest(label, [column.header for column in columns])
                text = "No line of “{sheet}” is called “{header}” here."
                hint = "Did you mean “{near}”?" if near else "Known here: {known}."
                known = "、".join(column.header for column in columns)
                values = {"sheet": sheet.title, "header": label, "near": near, "known": known}
                self.issues.append(error("B109", sheet.place(number), text, hint, **values))
                continue
            if (name, label) in seen:
                self.twice(cell.place, seen[name, label], label)
                continue
            seen[name, label] = cell.place
            row = SheetRow(cell.place, {label: cell})
            into, at = (self.raw.setdefault(name, {}), pointer("", name)) if name else (self.raw, "")
            if name == "plan" and column.path[1:] == ("n",) and is_mark(cell):
                self.put(into, at, column.path[:1], {}, cell.place)
                continue
            self.fill(into, at, (column,), row)
        if "plan" in self.raw:
            self.tables[PLAN] = (self.raw["plan"], "/plan")

    def rounds(self, sheet: Sheet) -> None:
        found: list[dict[str, Any]] = []
        self.raw["rounds"] = found
        self.places["/rounds"] = sheet.title
        columns = (Column(NUMBERED, (), Holds.TEXT), *ROUND_COLUMNS)
        for row in self.table(sheet, columns):
            if set(row.cells) <= {NUMBERED}:
                continue
            entry: dict[str, Any] = {}
            at = pointer("/rounds", len(found))
            found.append(entry)
            self.places[at] = row.place
            self.fill(entry, at, ROUND_COLUMNS, row)
            self.classes(entry, at, row)
            number = row.text(NUMBERED)
            if number:
                self.tables[f"{ROUNDS}{number}"] = (entry, at)

    def classes(self, entry: dict[str, Any], at: str, row: SheetRow) -> None:
        """Enter the inspected organisations of each class as a partition."""
        for kind, number in CLASS_PAIRS:
            if kind.header not in row.cells and number.header not in row.cells:
                continue
            if kind.header not in row.cells or number.header not in row.cells:
                self.missing(row, kind.header if kind.header not in row.cells else number.header)
                continue
            place = row.at(kind.header)
            count, here = entry.setdefault("inspected", {}), f"{at}/inspected"
            self.places.setdefault(here, place)
            part, part_at = self.breakdown(count, here, "object", place)
            self.put(part, part_at, ("basis",), "partition", place)
            item, item_at, new = self.child(
                part["items"], f"{part_at}/items", row.text(kind.header), place, "object"
            )
            if not new:
                self.twice(place, self.places[item_at], row.text(kind.header))
                continue
            self.places[item_at] = row.at(number.header)
            self.fill(item, item_at, (dataclasses.replace(number, path=("n",)),), row)

    def is_empty(self, sheet: Sheet) -> bool:
        """Return whether a further sheet of results was left as the form has it: no period, no number."""
        trial = Tables([])
        given = trial.header(sheet, {column.header: column for column in SCOPE_COLUMNS})
        about = sheet.rows.get(given[0] + 1, {}) if given else {}
        named = [
            about[c] for c, header in (given[1] if given else {}).items() if c in about and header != REPORTED
        ]
        rows = list(trial.table(sheet, RESULT_COLUMNS, given[0] + 1 if given else 0))
        return not (named or errors(tuple(trial.issues)) or any(set(row.cells) - {INDICATOR} for row in rows))

    def scope(self, sheet: Sheet) -> None:
        if self.raw["scopes"] and self.is_empty(sheet):
            return
        scope: dict[str, Any] = {"results": {}}
        at = pointer("/scopes", len(self.raw["scopes"]))
        self.raw["scopes"].append(scope)
        self.places |= {at: sheet.title, f"{at}/results": sheet.title}
        self.tables[sheet.title] = (scope["results"], f"{at}/results")
        known = {column.header: column for column in SCOPE_COLUMNS}
        top = 0
        found = self.header(sheet, known)
        if found:
            top, headers = found
            cells = sheet.rows.get(top + 1, {})
            given = {head: cells[column] for column, head in headers.items() if column in cells}
            self.places[at] = sheet.place(top + 1)
            self.fill(scope, at, SCOPE_COLUMNS, SheetRow(sheet.place(top + 1), given))
            top += 1
        for row in self.table(sheet, RESULT_COLUMNS, top):
            if not set(row.cells) - {INDICATOR}:
                continue
            name = row.text(INDICATOR)
            if not name:
                self.missing(row, INDICATOR)
                continue
            count, here, new = self.child(scope["results"], f"{at}/results", name, row.at(NUMBER))
            if not new:
                self.twice(row.at(INDICATOR), self.places[here], name)
                continue
            self.count(count, here, row)

    def records(self, sheet: Sheet, kind: str) -> None:
        columns = RECORD_COLUMNS[kind]
        found: list[dict[str, Any]] = []
        for row in self.table(sheet, columns):
            at = pointer(f"/records/{kind}", len(found))
            self.places[at] = row.place
            found.append({})
            self.fill(found[-1], at, columns, row)
        if found:
            self.raw.setdefault("records", {})[kind] = found

    def texts(self, sheet: Sheet) -> None:
        label, quote, by = TEXT_COLUMNS
        found: dict[str, Any] = {}
        for row in self.table(sheet, TEXT_COLUMNS):
            if not set(row.cells) - {label.header}:
                continue
            if label.header not in row.cells or quote.header not in row.cells:
                self.missing(row, label.header if label.header not in row.cells else quote.header)
                continue
            name = self.value(row.cells[label.header], label)
            if name is None:
                continue
            at = pointer("/text", name)
            if name in found:
                self.twice(row.at(label.header), self.places[at], name)
                continue
            self.places[at] = row.at(quote.header)
            if by.header in row.cells:
                found[name] = {}
                self.fill(found[name], at, (quote, by), row)
            else:
                found[name] = self.value(row.cells[quote.header], quote)
        if found:
            self.raw["text"] = found
