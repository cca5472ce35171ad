"""Twice the data is at most two and a half times the work: function calls are counted, no seconds."""

import copy
import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.drafting.draft import compose_draft
from bulletin.drafting.examine import examine
from bulletin.drafting.request import Request

EXAMPLES = Path(__file__).parents[2] / "examples"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = [a + b for a, b in itertools.product("建国志强海涛文", "华春梅秀英丽娟")]


def read(name: str) -> Any:
    return json.loads((EXAMPLES / name).read_text("utf-8"))


def masked_cases(n: int) -> Any:
    data = read("kinds/cases.json")
    case = data["records"]["cases"][0]
    names = [
        surname + GIVEN[i // len(SURNAMES)]
        for i, surname in zip(range(n), itertools.cycle(SURNAMES), strict=False)
    ]
    data["records"]["cases"] = [
        {**case, "person": each, "facts": f"{each}收受礼金，影响恶劣。"} for each in names
    ]
    data["document"]["names"] = "masked"
    return data


def scopes_of_areas(n: int) -> Any:
    data = read("round4.json")
    data["scopes"] = data["scopes"][:1] + [
        {"label": f"示例范围{i}", "area": f"示例乡{i}", "results": {"problems": i + 1, "rectified": i}}
        for i in range(n)
    ]
    return data


def many_ordinals(n: int) -> Any:
    data = read("round4.json")
    data["rounds"][0]["ordinals"] = list(range(1, n + 1))
    return data


def many_problems(n: int) -> Any:
    data = read("kinds/rectification.json")
    data["records"]["problems"] = [copy.deepcopy(data["records"]["problems"][0]) for _ in range(n)]
    return data


def calls(work: Callable[[], object]) -> int:
    """How many functions of the program are called."""
    counted = 0

    def count(_: Any, event: str, __: Any) -> None:
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize(
    ("make", "n"), [(masked_cases, 30), (scopes_of_areas, 60), (many_ordinals, 100), (many_problems, 50)]
)
def test_twice_the_data_is_at_most_two_and_a_half_times_the_work(make: Callable[[int], Any], n: int) -> None:
    def checked(size: int) -> Callable[[], object]:
        request = Request(make(size), formats=())
        return lambda: examine(request)

    checked(n)()  # fills what is kept once a process
    assert calls(checked(2 * n)) <= 2.5 * calls(checked(n))


@pytest.mark.parametrize(("make", "n"), [(masked_cases, 30), (scopes_of_areas, 60)])
def test_the_draft_grows_as_its_data_does(make: Callable[[int], Any], n: int) -> None:
    examined = [examine(Request(make(size), formats=())) for size in (n, 2 * n)]
    compose_draft(examined[0])  # fills what is kept once a process
    small, large = (calls(lambda each=each: compose_draft(each)) for each in examined)  # type: ignore[misc]  # bound
    assert large <= 2.5 * small
