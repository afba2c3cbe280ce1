"""Reading a file: the same tree as YAML's own plainest way to read gives, and on which line each value begins."""

from pathlib import Path

import pytest
import yaml

from bot.frameworks.source import read_source

FILES = sorted((Path(__file__).parents[2] / "checklists").rglob("*.yaml"))

ODD = """\
title: "a: b"
empty:
flow: {a: [1, {b: yes}], c: {}}
list:
  - - 1.10
    - 012
  - key: |
      two
      lines
? deep
: value
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_reads_as_yaml_reads_it_with_all_values_as_texts(path: Path) -> None:
    tree, lines, faults = read_source(path)
    assert tree == yaml.load(path.read_text(), Loader=yaml.CBaseLoader)  # noqa: S506 (builds texts alone)
    assert not faults
    assert all(lines.holds((key,)) for key in tree)


def test_whatever_the_way_of_writing_it(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(ODD)
    tree, lines, _ = read_source(path)
    assert tree == yaml.load(ODD, Loader=yaml.CBaseLoader)  # noqa: S506
    assert lines.holds(("flow", "a", 1, "b"))
    assert lines.holds(("list", 0, 1))


def test_of_a_key_given_twice_the_first_counts_whatever_the_second_holds(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("a: {b: 1}\na: {c: [1, {d: 2}], b: 3}\n? [x, {y: z}]\n: [1]\nlast: 4\n")
    tree, lines, faults = read_source(path)
    assert tree == {"a": {"b": "1"}, "?": ["1"], "last": "4"}
    assert [fault.wrong for fault in faults] == ["is given twice, again on line 2"]
    assert not lines.holds(("a", "c"))
