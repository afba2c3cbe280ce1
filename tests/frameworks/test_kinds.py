"""Each kind of answer: which values fit, which need a note, which offer an action. And texts are only ever texts."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from bot.domain.values import NOT_APPLICABLE, Control, Value
from bot.errors import UnusableValueError
from bot.frameworks.item import Item
from bot.frameworks.kinds import BOX_LENGTH, LINE_LENGTH, AnyItem
from bot.frameworks.library import load_library
from bot.frameworks.version import revive
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, form_of, lay

OPTIONS = [{"name": "calm", "code": 7, "label": "Calm"}, {"name": "loud", "code": 3, "label": "Loud"}]
MORE: dict[str, dict[str, Any]] = {
    "one-of": {"options": OPTIONS},
    "any-of": {"options": OPTIONS},
    "tally": {"options": OPTIONS},
    "actions": {"timescale": {"id": "V2", "ask": "By when?"}},
}
CHOSEN = [Value(choice=code) for code in range(11)]
OTHER = {
    "day": Value(day=date(2026, 11, 21)),
    "person": Value(person="p-1"),
    "line": Value(words="K7-3Q"),
    "found": Value(choice=1, day=date(2026, 11, 21)),
    "number": Value(number=Decimal(12)),
    "ticked": Value(counts=((3, 1), (7, 1))),
    "counted": Value(counts=((3, 0), (7, 12))),
    "both": Value(choice=1, words="and words"),
    "nothing": Value(),
}
EVERY = {**{str(value.choice): value for value in CHOSEN}, **OTHER}

# kind: how it is asked, and which of the values above fit
KINDS: dict[str, tuple[Control, set[str]]] = {
    "yes-no": (Control.CHOICE, {"0", "1"}),
    "three-point": (Control.CHOICE, {"0", "1", "2"}),
    "yes-partly-no": (Control.CHOICE, {"0", "1", "2"}),
    "one-to-ten": (Control.CHOICE, {str(code) for code in range(1, 11)}),
    "picture-scale": (Control.CHOICE, {"0", "1", "2"}),
    "one-of": (Control.CHOICE, {"3", "7"}),
    "any-of": (Control.SEVERAL, {"ticked"}),
    "tally": (Control.TALLY, {"ticked", "counted"}),
    "found": (Control.FOUND, {"0", "1", "found"}),
    "number": (Control.NUMBER, {"number"}),
    "date": (Control.DAY, {"day"}),
    "short-text": (Control.LINE, {"line"}),
    "person": (Control.PERSON, {"person"}),
    "signature": (Control.SIGNATURE, {"person"}),
    "narrative": (Control.BOX, {"line"}),
    "list": (Control.LIST, {"line"}),
    "look-back": (Control.BOX, {"line"}),
    "actions": (Control.ACTIONS, set()),
}


def item(kind: str, **more: Any) -> Item:
    found: Item = TypeAdapter(AnyItem).validate_python(
        {"id": "V1", "ask": "Well?", "kind": kind, **MORE.get(kind, {}), **more}
    )
    return found


def fits(asked: Item, value: Value) -> bool:
    try:
        asked.check_value(value)
    except UnusableValueError as error:
        assert str(error).endswith(".")
        return False
    return True


def test_every_kind_is_tried_here() -> None:
    kinds = {get_args(shape.model_fields["kind"].annotation)[0] for shape in get_args(get_args(AnyItem)[0])}
    assert kinds == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_fits(kind: str) -> None:
    control, wanted = KINDS[kind]
    asked = item(kind)
    assert asked.control is control
    assert {name for name, value in EVERY.items() if fits(asked, value)} == wanted
    if control is Control.CHOICE:
        assert {choice.code for choice in asked.choices} == {EVERY[name].choice for name in wanted}


@pytest.mark.parametrize("kind", KINDS)
def test_not_applicable_fits_only_where_it_can_be_right(kind: str) -> None:
    assert fits(item(kind, not_applicable=True), NOT_APPLICABLE)
    assert fits(item(kind), NOT_APPLICABLE) is (kind == "look-back")


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        ("date", Value(day=date(1899, 12, 31)), False),
        ("date", Value(day=date(1900, 1, 1)), True),
        ("date", Value(day=date(2100, 1, 1)), False),
        ("date", Value(day=date(2026, 1, 1), choice=1), False),
        ("person", Value(person=""), False),
        ("short-text", Value(words="x" * LINE_LENGTH), True),
        ("short-text", Value(words="x" * (LINE_LENGTH + 1)), False),
        ("short-text", Value(words=" \u00a0"), False),
        ("short-text", Value(words="one\ntwo"), False),
        ("narrative", Value(words="one\ntwo"), True),
        ("narrative", Value(words="x" * BOX_LENGTH), True),
        ("narrative", Value(words="x" * (BOX_LENGTH + 1)), False),
        ("narrative", Value(words="\n"), False),
        ("list", Value(words="\n".join(["one"] * 10)), True),
        ("list", Value(words="\n".join(["one"] * 11)), False),
        ("list", Value(words="one\n\n" * 9), True),
        ("list", Value(words=" \n "), False),
        ("number", Value(number=Decimal("-1")), False),
        ("number", Value(number=Decimal("2.5")), False),
        ("number", Value(number=Decimal("9999999")), True),
        ("number", Value(number=Decimal("10000000")), False),
        ("number", Value(number=Decimal("NaN")), False),
        ("number", Value(number=Decimal("Infinity")), False),
        ("number", Value(number=Decimal(1), choice=1), False),
        ("found", Value(day=date(2026, 1, 1)), False),
        ("found", Value(choice=0, day=date(2026, 1, 1)), False),
        ("found", Value(choice=1, day=date(1899, 12, 31)), False),
        ("found", Value(choice=1, day=date(2099, 12, 31)), True),
        ("found", Value(choice=1, day=date(9999, 12, 31)), False),
        ("any-of", Value(counts=((3, 2),)), False),
        ("any-of", Value(counts=((3, 0),)), False),
        ("any-of", Value(counts=((4, 1),)), False),
        ("any-of", Value(counts=((3, 1), (3, 1))), False),
        ("any-of", Value(counts=((7, 1), (3, 1))), False),
        ("tally", Value(counts=((3, -1),)), False),
        ("tally", Value(counts=((3, 9999),)), True),
        ("tally", Value(counts=((3, 10000),)), False),
        ("tally", Value(counts=((4, 1),)), False),
        ("signature", Value(person=""), False),
        ("yes-no", Value(choice=-1), False),
        ("yes-no", Value(choice=1, not_applicable=True), False),
    ],
)
def test_the_edges(kind: str, value: Value, wanted: bool) -> None:
    assert fits(item(kind), value) is wanted


@pytest.mark.parametrize(
    ("kind", "name", "value", "wanted"),
    [
        ("yes-no", "no", Value(choice=0), True),
        ("yes-no", "no", Value(choice=1), False),
        ("yes-no", "no", NOT_APPLICABLE, False),
        ("yes-no", "no", Value(), False),
        ("three-point", "middle", Value(choice=1), True),
        ("three-point", "middle", Value(choice=2), False),
        ("one-of", "loud", Value(choice=3), True),
        ("one-of", "loud", Value(choice=7), False),
        ("any-of", "loud", Value(counts=((3, 1), (7, 1))), True),
        ("any-of", "loud", Value(counts=((7, 1),)), False),
        ("tally", "loud", Value(counts=((3, 2), (7, 0))), True),
        ("tally", "loud", Value(counts=((3, 0), (7, 2))), False),
        ("found", "not-found", Value(choice=0), True),
        ("found", "found", Value(choice=1, day=date(2026, 1, 1)), True),
        ("picture-scale", "poor", Value(choice=0), True),
        ("one-to-ten", "ten", Value(choice=10), True),
        ("one-to-ten", "ten", Value(choice=1), False),
    ],
)
def test_which_answers_need_a_note_or_offer_an_action(kind: str, name: str, value: Value, wanted: bool) -> None:
    asked = item(kind, note={"required_on": [name]}, action={"offered_on": [name]})
    assert asked.needs_note(value) is wanted
    assert asked.offers_action(value) is wanted
    for silent in (item(kind), item(kind, note="never")):
        assert not silent.needs_note(value)
        assert not silent.offers_action(value)


def test_the_middle_is_read_as_its_item_says() -> None:
    assert [choice.label for choice in item("three-point", middle="Nearly").choices] == ["Yes", "Nearly", "No"]
    assert {choice.name: choice.code for choice in item("one-of").choices}["calm"] == 7


def test_the_ends_of_a_scale_and_the_words_beside_the_faces() -> None:
    scale = item("one-to-ten", lowest="not at all", highest="fully").choices
    assert [scale[0].label, scale[1].label, scale[9].label] == ["1 – not at all", "2", "10 – fully"]
    faces = item("picture-scale", captions={"poor": "Not nice"})
    assert [(faces.pictures[there.name], there.label) for there in faces.choices] == [
        ("🙂", "Good"),
        ("😐", "So-so"),
        ("🙁", "Not nice"),
    ]


@pytest.mark.parametrize(
    ("more", "codes", "wanted"),
    [
        ({"none": "loud"}, [3], True),
        ({"none": "loud"}, [3, 7], False),
        ({"none": "loud"}, [7], True),
        ({"most": 1}, [3, 7], False),
        ({"most": "2"}, [3, 7], True),
    ],
)
def test_an_option_that_excludes_the_rest_and_a_limit_to_how_many(
    more: dict[str, Any], codes: list[int], wanted: bool
) -> None:
    assert fits(item("any-of", **more), Value(counts=tuple((code, 1) for code in codes))) is wanted


@pytest.mark.parametrize(
    ("more", "number", "wanted"),
    [
        ({"least": "1", "most": "5"}, "1", True),
        ({"least": "1", "most": "5"}, "0", False),
        ({"least": "1", "most": "5"}, "6", False),
        ({"least": "-5"}, "-5", True),
        ({"decimals": "1"}, "2.5", True),
        ({"decimals": "1"}, "2.55", False),
        ({"decimals": "2"}, "2.550", True),
    ],
)
def test_a_number_keeps_to_its_ends_and_its_places(more: dict[str, Any], number: str, wanted: bool) -> None:
    assert fits(item("number", **more), Value(number=Decimal(number))) is wanted


def test_an_action_list_takes_up_two_ids() -> None:
    assert item("actions").ids == ("V1", "V2")


LITERAL = ["{{7*7}}", "{{config}}", "{{form}}", "{% for x in y %}", "${x}", "${form}", "%s", "%(form)s"]
LITERAL += ["{0.__class__}", "{form.__class__}", "{form!r}", "{}", "{0}", "<%= 7*7 %>", "#{7*7}", "\\{form\\}"]


@pytest.mark.parametrize("text", LITERAL)
def test_c13_a_template_is_only_text(tmp_path: Path, text: str) -> None:
    places = ("Use it after each visit.", "Was it read?", "Learning.")
    checklist = CHECKLIST
    for place in places:
        checklist = checklist.replace(place, f"'{text}'")
    form = form_of(tmp_path, checklist)
    for read in (form.checklist, revive(form.body)):
        assert [read.purpose, read.by_id["V2"].ask, read.used_for] == [text] * len(places)


def test_c13_a_term_or_label_that_looks_like_a_template_is_only_text(tmp_path: Path) -> None:
    framework = FRAMEWORK.replace("visit sheet", "'{{form}} %s {0}'").replace("Halfway", "'${form}'")
    checklist = form_of(tmp_path, framework=framework).checklist
    assert checklist.by_id["V1"].ask == "Was the {{form}} %s {0} filled in?"
    assert checklist.by_id["V2"].choices[1].label == "${form}"


def test_c13_the_concern_fills_in_its_three_marks_and_no_more(tmp_path: Path) -> None:
    lay(tmp_path, framework=FRAMEWORK.replace("else {team}", "else {{7*7}} %s {team.__class__} {team}"))
    framework = load_library(tmp_path).frameworks["garden"]
    assert (
        framework.concern.words
        == "In danger ring 999, else {{7*7}} %s {team.__class__} the test desk on 01632 960 100."
    )
