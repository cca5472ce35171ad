"""docs/faults.md says of this program what it does; of the others, what they did when it was made."""

import re
from pathlib import Path

import pytest

from tests.faults import faults

HERE = Path(__file__).parents[1]

ROWS = {
    row[1]: row[2]
    for line in faults.PAGE.read_text("utf-8").splitlines()
    if len(row := [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]) > 3
}


@pytest.mark.parametrize("fault", faults.FAULTS, ids=lambda fault: fault.says)
def test_the_table_says_what_this_program_makes_of_a_fault(fault: faults.Fault) -> None:
    assert ROWS[f"{fault.says} {fault.zh}"] == faults.cell(fault, faults.bulletin_says(fault))
