"""The markdown block: the subset that is drawn, and what stays as it was typed."""

from __future__ import annotations

import pytest

from bot.playground.page.drawing.markdown import draw_markdown
from tests.playground.page.drawing.reading import read

HERE = ' target="_blank" rel="noopener noreferrer"'
CASES = {
    "**bold** __bold__ *it* _it_ ~~no~~": (
        "<p><strong>bold</strong> <strong>bold</strong> <em>it</em> <em>it</em> <s>no</s></p>"
    ),
    "***all***": "<p><strong><em>all</em></strong></p>",
    "**very _much_ so**": "<p><strong>very <em>much</em> so</strong></p>",
    "*a **b** c*": "<p><em>a <strong>b</strong> c</em></p>",
    "2 * 3 * 4 and a_b_c": "<p>2 * 3 * 4 and a_b_c</p>",
    r"\*as typed\*": "<p>*as typed*</p>",
    "`a *b*` ``c`d``": "<p><code>a *b*</code> <code>c`d</code></p>",
    "[my *text*](https://example.org)": f'<p><a href="https://example.org"{HERE}>my <em>text</em></a></p>',
    '![a door](https://example.org/d.png "x")': f'<p><a href="https://example.org/d.png"{HERE}>a door</a></p>',
    "[no](javascript:alert)": "<p>no</p>",
    "<script>alert(1)</script>": "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "one\ntwo\n\nthree": "<p>one<br>two</p><p>three</p>",
    "# A\n### B #": '<h3 class="block-header level-2">A</h3><h5 class="block-header level-2">B</h5>',
    "***": '<hr class="block-divider">',
    "> a\n> b": "<blockquote><p>a<br>b</p></blockquote>",
    "```py\n<b>\n```": "<pre><code>&lt;b&gt;</code></pre>",
    "```\nnever closed": "<pre><code>never closed</code></pre>",
    "- a\n  - b\n- c": "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>",
    "3. a\n4. b": '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>',
    "- a\n\n- b": "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
    "not | a table": "<p>not | a table</p>",
}


@pytest.mark.parametrize("typed", CASES)
def test_markdown_is_drawn(typed: str) -> None:
    assert draw_markdown(typed) == CASES[typed]


def test_a_table_has_as_many_cells_as_its_head_whatever_was_typed() -> None:
    found = read(draw_markdown("| a | b |\n|:-:|--:|\n| 1 |\n| 1 | 2 | 3 |"))
    assert len(found.named("td")) == 4
    assert [cell.get("class") for cell in found.named("th")] == ["to-center", "to-right"]


def test_what_is_nested_without_end_is_drawn_flat() -> None:
    assert len(read(draw_markdown(">" * 6000 + " deep")).named("blockquote")) == 8
    assert read(draw_markdown("- " * 3000 + "deep")).unbalanced == []


@pytest.mark.parametrize("text", ["*" * 12_000, "`" * 12_000, "[" * 12_000, "**a " * 3000, "~~a" * 4000, "> - " * 3000])
def test_hostile_repetition_is_drawn_in_no_time(text: str) -> None:
    assert read(draw_markdown(text)).unbalanced == []
