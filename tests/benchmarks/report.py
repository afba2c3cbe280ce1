"""How a benchmark is told: a row with what it means, its figures and whether it holds; and the machine it ran on."""

import os
import platform
import sqlite3
import sys
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True)
class Target:
    """One figure against what it should be."""

    name: str
    figure: float
    target: float
    unit: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.figure >= self.target if self.at_least else self.figure <= self.target

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        short = "" if self.holds else "   FALLS SHORT"
        return f"{self.name} {self.figure:.2f}{self.unit} (hold {sign} {self.target:g}{self.unit}){short}"


@dataclass(frozen=True)
class Row:
    title: str
    meaning: str
    targets: tuple[Target, ...]
    details: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return all(target.holds for target in self.targets)

    def __str__(self) -> str:
        return "\n  ".join(["", self.title, self.meaning, *map(str, self.targets), *self.details])


def machine() -> str:
    known = platform.python_implementation(), platform.python_version(), sqlite3.sqlite_version, version("sqlalchemy")
    return "{} cores · {} {} · SQLite {} · SQLAlchemy {}".format(os.cpu_count(), *known)


def load() -> str:
    """How much else the machine had to do: as many as it has cores is all that it can."""
    return "load of the last minutes: " + ", ".join(f"{each:.1f}" for each in os.getloadavg())


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
