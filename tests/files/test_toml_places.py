"""Every key and value of a TOML text has its place."""

from bulletin.files.toml import toml_position
from bulletin.files.toml_places import toml_offsets

TEXT = '''# a = 0
b.c = "x # ] y" # 汉
"d e" = [1, [2, 'q'], {f = 3.14, g.h = 1979-05-27 07:32:00}]
[t."u.v"]
long = """a
""b"""""
list = [
  1, # one
  2,
]
[[s]]
x = 1
[s.sub]
y = -2.5e3
[[s]]
x = true
'''


def test_the_value_of_every_path_begins_where_it_is_written() -> None:
    found = {path: TEXT[at:] for path, (_, at) in toml_offsets(TEXT).items()}
    begins = {
        ("b", "c"): '"x # ] y"', ("d e",): "[1,", ("d e", 1, 1): "'q']", ("d e", 2, "f"): "3.14",
        ("d e", 2, "g", "h"): "1979", ("t", "u.v"): '[t."u.v"]', ("t", "u.v", "long"): '"""a', ("b",): "b.c",
        ("t", "u.v", "list", 1): "2,", ("s", 0): "[[s]]\nx = 1", ("s", 0, "sub", "y"): "-2.5e3",
        ("s", 1, "x"): "true", ("s", 1): "[[s]]\nx = t",
    }  # fmt: skip
    assert {path: found[path].startswith(text) for path, text in begins.items()} == dict.fromkeys(
        begins, True
    )
    assert len(found) == 24


def test_a_key_that_is_not_there_has_the_place_of_its_table() -> None:
    assert toml_position(TEXT, "t", "u.v", "list", 1) == (9, 3)
    assert toml_position(TEXT, "t", "u.v", "no") == (4, 1)
    assert toml_position(TEXT, "b", "c") == (2, 1)
    assert toml_position(TEXT, "b", "c", value=True) == (2, 7)
    assert toml_position(TEXT, "nowhere") == (0, 0)
