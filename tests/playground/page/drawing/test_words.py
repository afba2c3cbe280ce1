"""Slack's own markup: what is formatted, what stays as it was typed, and what the names behind ids are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.playground.page.drawing.mrkdwn import draw_mrkdwn, draw_plain
from bot.playground.stage import Stage
from tests.playground.page.drawing.reading import read

HERE = ' target="_blank" rel="noopener noreferrer"'
CASES = {
    "*bold* _italic_ ~struck~": "<strong>bold</strong> <em>italic</em> <s>struck</s>",
    "*_both_*": "<strong><em>both</em></strong>",
    "(*bold*), *so*.": "(<strong>bold</strong>), <strong>so</strong>.",
    "2*3*4": "2*3*4",
    "snake_case_name and file~1~x": "snake_case_name and file~1~x",
    "* not* bold *": "* not* bold *",
    "*two\nlines*": "*two<br>lines*",
    "`*as is* &amp; <b>`": "<code>*as is* &amp; &lt;b&gt;</code>",
    "before\n```\na *b*\n  c\n```\nafter": "before<pre><code>a *b*\n  c</code></pre>after",
    "&gt; one\n&gt; two\nthree": "<blockquote>one<br>two</blockquote>three",
    "> as typed": "<blockquote>as typed</blockquote>",
    "&gt;&gt;&gt; all\nof it": "<blockquote>all<br>of it</blockquote>",
    "• one\n- two": "• one<br>- two",
    "&lt;b&gt; &amp;amp;": "&lt;b&gt; &amp;amp;",
    "<b>no</b>": "&lt;b&gt;no&lt;/b&gt;",
    "<https://example.org|the *plan*>": f'<a href="https://example.org"{HERE}>the *plan*</a>',
    "<https://example.org/?a=1&amp;b=2>": (
        f'<a href="https://example.org/?a=1&amp;b=2"{HERE}>https://example.org/?a=1&amp;b=2</a>'
    ),
    "<mailto:ade@example.org|Ade>": f'<a href="mailto:ade@example.org"{HERE}>Ade</a>',
    "see https://example.org/a_b_c.": f'see <a href="https://example.org/a_b_c"{HERE}>https://example.org/a_b_c</a>.',
    "<javascript:alert(1)|press me>": "press me",
    "*see <https://example.org/*|it>*": f'<strong>see <a href="https://example.org/*"{HERE}>it</a></strong>',
    "<@U0ADE>": '<span class="mention">@Ade Bakare</span>',
    "<@U0GONE|lee>": '<span class="mention">@lee</span>',
    "<#C0TEAM> <#C0GONE|old>": '<span class="mention">#team-east</span> <span class="mention">#old</span>',
    "<!here> <!subteam^S01|@east>": ('<span class="mention broadcast">@here</span> <span class="mention">@east</span>'),
    "<!date^1392734382^{date_long} at {time}|long ago>": (
        '<time datetime="2014-02-18T14:39:42+00:00">Tuesday, 18 February 2014 at 14:39</time>'
    ),
    "<!date^1720710212^{date_num}^https://example.org|x>": (
        f'<a href="https://example.org"{HERE}><time datetime="2024-07-11T16:03:32+01:00">2024-07-11</time></a>'
    ),
    "<!date^99999999999999999^{date}|some day>": "some day",
    ":wave::skin-tone-3:": '<span role="img" aria-label="wave" class="emoji">👋🏼</span>',
    ":point_up::skin-tone-6:": '<span role="img" aria-label="point up" class="emoji">☝🏿</span>',
    ":tada::skin-tone-3:": '<span role="img" aria-label="tada" class="emoji">🎉</span>',
    "10:41:tada:": '10:41<span role="img" aria-label="tada" class="emoji">🎉</span>',
    ":no-such-sign:": ":no-such-sign:",
}


@pytest.mark.parametrize("typed", CASES)
def test_markup_is_drawn_as_slack_draws_it(typed: str, stage: Stage) -> None:
    assert draw_mrkdwn(stage.world, typed) == CASES[typed]


def test_verbatim_leaves_bare_addresses_as_words_and_draws_what_is_marked_up(stage: Stage) -> None:
    drawn = draw_mrkdwn(stage.world, "*b* https://example.org <https://example.org|x>", verbatim=True)
    assert drawn == f'<strong>b</strong> https://example.org <a href="https://example.org"{HERE}>x</a>'


def test_plain_text_has_emoji_and_line_breaks_and_no_markup() -> None:
    assert read(draw_plain("*a* <@U0ADE> :tada:\nb")).text == "*a* <@U0ADE> [tada] b"
    assert draw_plain(":tada: &amp;", with_emoji=False) == ":tada: &amp;amp;"


def test_a_date_of_today_says_so(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.playground.calendar.now", lambda world: datetime(2014, 2, 18, tzinfo=UTC))  # noqa: ARG005
    said = {
        days: read(draw_mrkdwn(stage.world, f"<!date^{1392734382 + days * 86400}^{{date_pretty}}|x>")).text
        for days in (-1, 0, 1, 2)
    }
    assert said == {-1: "yesterday", 0: "today", 1: "tomorrow", 2: "20 February 2014"}
