"""Which kinds of identifying pattern a text seems to hold, by shape alone; the answer never repeats the text.
Not here: names and other free words, what to do about a find, and who may say that it has to stay.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import accumulate

from stdnum.gb import nhs

# Cf: zero-width, soft hyphen, direction marks. Mn and Me: variation selectors and keycaps, as in a digit emoji.
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})

# Not \b: Slack writes italics as _text_, and \b takes the underscore for a letter.
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"

_NHS = re.compile(rf"{_START}(?:nhs)?(\d{{3}}[ .-]{{0,3}}\d{{3}}[ .-]{{0,3}}\d{{4}}){_END}", re.I)

_DAY, _YEAR, _GAP = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:(?:19|20)\d\d|'?\d\d)", r" ?[/. -] ?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"(?<!\d)(?:{_DAY}{_GAP}{_DAY}{_GAP}{_YEAR}|(?:19|20)\d\d{_GAP}{_DAY}{_GAP}{_DAY}"
    rf"|{_DAY}(?:st|nd|rd|th)?[ /.-]?(?:of )?{_MONTH}[ ,/-]{{0,2}}{_YEAR}"
    rf"|{_MONTH}[ -]?{_DAY}(?:st|nd|rd|th)?[ ,-]{{1,2}}{_YEAR}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?!\d)",
    re.I,
)
_BIRTH = re.compile(
    rf"{_START}(?:born|birth[ -]?da(?:y|te)s?|b'?days?|dates?[ -]of[ -]birth|d[./ -]?o[./ -]?b)(?![^\W\d_])", re.I
)
# Only right before a date, and not the end of "N.B.".
_BIRTH_INITIAL = re.compile(rf"{_START}(?<!\.)b\. ?(?:on )?\Z", re.I)
# Four letters before the stop, so that "d.o.b. Monday" and "Ms. Lee" stay one sentence.
_SENTENCE_END = re.compile(r"(?<=\w\w\w\w)[.!?;] (?=[^\W\d_])")
_STOP = re.compile(r"[.!?;] ")

_COUNTRY_CODE = re.compile(rf"(?:\+|{_START}00) ?44(?=[ ().-]{{0,3}}\d)[ ().-]{{0,3}}(?:0[ ().-]{{0,2}})?")
# Inside a lookahead, so that a case number ahead of a phone number does not use it up.
_PHONE = re.compile(rf"{_START}(?=(0[1-9]\d[\d ().-]{{7,20}}))")

_EMAIL = re.compile(r"(?<=[\w+-])(?:@| ?\(at\) ?)[\w.-]*(?:\.| ?\(dot\) ?)[^\W\d_]{2}", re.I)

_AREA = (
    "(?:A[BL]|B[ABDFHLNRSTX]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]"
    "|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
# "E10 2nd", "M16 2hr": an ordinal or a unit in small letters is no inward half.
_WORD_INWARD = r"(?-i:1st|2nd|3rd|[04-9]th|\d(?:hr|wk|yr|lb|ft))"
_POSTCODE = re.compile(
    rf"{_START}{_AREA}\d[\dA-HJKMNPR-Y]? ?(?!{_WORD_INWARD}{_END})\d[ABD-HJLNP-UW-Z]{{2}}{_END}", re.I | re.A
)

_INSURANCE = re.compile(
    rf"{_START}(?!BG|GB|KN|NK|NT|TN|ZZ)(?P<prefix>[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
    rf"(?: ?\d\d ?\d\d ?\d\d|-\d\d-?\d\d-?\d\d)(?P<gap>[ -]?)(?P<suffix>[A-D]){_END}",
    re.I | re.A,
)

_WORD = r"[^\W\d_](?:[^\W\d_]|['.-])+"
# "Jane Smith" and not "Hospital discharge": topics are references too, and only of names all words begin large.
_NAME = re.compile(rf"{_WORD}(?: {_WORD})+")


def _plain(text: str) -> str:
    """One spelling of the same text: no invisible characters, ASCII digits and dashes, single spaces."""
    kept = (char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) not in _INVISIBLE)
    return " ".join("".join(map(_plain_char, kept)).split())


def _plain_char(char: str) -> str:
    if char.isascii():
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return "-" if unicodedata.category(char) == "Pd" else "'" if char == "\u2019" else char


def _has_nhs(text: str) -> bool:
    return any(nhs.is_valid(re.sub(r"\D", "", found)) for found in _NHS.findall(text))


def _has_birth_date(text: str) -> bool:
    return any(_near_birth_word(text, date.start(), date.end()) for date in _DATE.finditer(text))


def _near_birth_word(text: str, start: int, end: int) -> bool:
    before = _SENTENCE_END.split(text[max(0, start - 40) : start])[-1]
    after = _STOP.split(text[end : end + 25])[0]
    return bool(_BIRTH.search(before) or _BIRTH_INITIAL.search(before) or _BIRTH.search(after))


def _has_phone(text: str) -> bool:
    return any(_is_phone(re.findall(r"\d+", run)) for run in _PHONE.findall(_COUNTRY_CODE.sub(" 0", text)))


def _is_phone(groups: list[str]) -> bool:
    """Whether the first few groups make up a whole number; what follows may be another figure."""
    lengths = set(accumulate(map(len, groups)))
    # Ten digits only behind a long area code: "0130 0230 12" is a list of times.
    return 11 in lengths or (10 in lengths and groups[0].startswith("01") and len(groups[0]) >= 5)


def _has_insurance(text: str) -> bool:
    return any(map(_is_insurance, _INSURANCE.finditer(text)))


def _is_insurance(found: re.Match[str]) -> bool:
    """Whether the last letter belongs to the number, unlike in "on 12 03 26 a visit" or "On 12 03 26 B came"."""
    prefix, suffix = found["prefix"], found["suffix"]
    return not found["gap"] or (suffix != "a" and (prefix.isupper() or suffix.islower()))


_DETECTORS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("an NHS number", _has_nhs),
    ("a date of birth", _has_birth_date),
    ("a phone number", _has_phone),
    ("an e-mail address", _EMAIL.search),
    ("a postcode", _POSTCODE.search),
    ("a National Insurance number", _has_insurance),
)


def identifying(text: str) -> tuple[str, ...]:
    """The kinds of identifying pattern this text seems to hold, in a fixed order, each once; empty when clean."""
    plain = _plain(text)
    return tuple(words for words, holds in _DETECTORS if holds(plain))


def identifying_reference(text: str) -> tuple[str, ...]:
    """The same for a reference, which is opaque: a name alone, or words beside a date, say whom it is about."""
    plain = _plain(text)
    found = identifying(text)
    if len(re.findall(_WORD, _DATE.sub(" ", plain))) > 1 and _DATE.search(plain) and "a date of birth" not in found:
        return (*found, "a name with a date")
    is_name = _NAME.fullmatch(plain) and all(word[0].isupper() for word in plain.split())
    return (*found, "a name") if is_name else found


def names_one_of(text: str, names: Iterable[str]) -> bool:
    """Whether somebody's full name stands in the text. A single word may be any word, so it tells nothing."""
    said = f" {_spaced(text)} "
    return any(f" {name} " in said for name in map(_spaced, names) if " " in name)


def _spaced(text: str) -> str:
    """Its words in small letters, with a space between any two."""
    return " ".join(re.findall(r"[^\W_]+", _plain(text).casefold()))
