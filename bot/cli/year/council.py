"""The invented council with those of its people who are there only where it has a year behind it."""

from bot.frameworks.demo import Demo, HistoryFile

_NOBODY: tuple[list[str], dict[str, list[str]]] = ([], {})


def with_year(demo: Demo) -> Demo:
    """The same council, grown; unchanged where its files tell of no year."""
    year = demo.council.year
    if year is None:
        return demo
    council = demo.council.model_copy(
        update={"teams": [*demo.council.teams, *year.teams], "people": demo.council.people | year.people}
    )
    return Demo(council, {name: _grown(file) for name, file in demo.histories.items()}, has_year=True)


def _grown(file: HistoryFile) -> HistoryFile:
    teams, posts = (file.year.teams, file.year.posts) if file.year else _NOBODY
    held = {post: [*file.posts.get(post, []), *posts.get(post, [])] for post in {**file.posts, **posts}}
    return file.model_copy(update={"teams": [*file.teams, *teams], "posts": held})
