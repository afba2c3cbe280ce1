"""The documented examples: each says where it is from and agrees with itself; the comparison finds differences."""

import copy
from typing import Any

import pytest

from bot.playground.validation import response_problems
from tests.playground_validation.shapes import EXAMPLES, example, undocumented

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json") if path.stem != "requests")
METHODS: dict[str, Any] = example("requests")["methods"]


def paths(value: Any, path: str = "") -> set[str]:
    """Every path in a payload, as examples write them."""
    if isinstance(value, dict):
        below = [paths(part, f"{path}.{key}" if path else key) for key, part in value.items()]
    else:
        below = [paths(part, f"{path}[]") for part in value] if isinstance(value, list) else []
    return {path}.union(*below)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_names_its_page_and_only_paths_it_has(name: str) -> None:
    found = example(name)
    assert found["page"] and found["what"].endswith(".")
    assert set(found.get("optional", ())) | set(found.get("free", ())) <= paths(found["payload"])


@pytest.mark.parametrize("name", NAMES)
def test_an_example_agrees_with_itself_and_not_with_a_key_more(name: str) -> None:
    found = example(name)
    assert undocumented(found, found["payload"]) == []
    assert undocumented(found, {**found["payload"], "colour": "red"}) == ["colour: not documented"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_with_documented_arguments_has_a_documented_answer(method: str) -> None:
    assert example(method)["payload"]["ok"] is True
    assert not set(METHODS[method]["required"]) & set(METHODS[method]["optional"])


def test_a_missing_key_is_found_unless_it_is_optional() -> None:
    found = example("view_closed")
    assert undocumented(found, _without(found["payload"], "is_cleared")) == ["is_cleared: missing"]
    assert undocumented(found, _without(found["payload"], "enterprise")) == []


def test_another_type_is_found_at_any_depth() -> None:
    found = example("users.list")
    payload = copy.deepcopy(found["payload"])
    payload["members"][0]["updated"] = "1763700000"
    assert undocumented(found, payload) == ["members[].updated: string where the documentation shows number"]


def test_what_is_the_apps_own_is_not_compared() -> None:
    found = example("view_submission")
    payload = copy.deepcopy(found["payload"])
    payload["view"]["blocks"] = [{"type": "divider", "any": "thing"}]
    payload["view"]["state"]["values"] = {"any": {"thing": {"type": "checkboxes"}}}
    payload["view"]["previous_view_id"] = "V0BEFORE1"
    assert undocumented(found, payload) == []


def test_an_item_of_a_list_may_have_any_of_the_shapes_shown() -> None:
    shown = {"payload": {"parts": [{"a": 1}, {"a": 1, "b": "x"}]}}
    assert undocumented(shown, {"parts": [{"a": 2}, {"a": 2, "b": "y"}]}) == []
    assert undocumented(shown, {"parts": [{"b": "y"}]}) == ["parts[].a: missing"]
    assert undocumented(shown, {"parts": {"a": 1}}) == ["parts: object where the documentation shows array"]


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("view_submission_answer")])
def test_the_documented_answers_to_a_submission_pass_the_validator(name: str) -> None:
    answer = example(name)["payload"]
    if "view" in answer:
        answer["view"]["blocks"] = [{"type": "divider"}]
    assert response_problems(answer, to="view_submission") == []


def _without(payload: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name != key}
