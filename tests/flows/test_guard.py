"""What the guard against identifying text stops and what it lets pass.

Invented data only: 999 NHS numbers, Ofcom's drama numbers, example.org, postcodes of public buildings.
"""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import nhs

from bot.flows.guard import identifying, identifying_reference

NHS = "an NHS number"
BIRTH = "a date of birth"
PHONE = "a phone number"
EMAIL = "an e-mail address"
POSTCODE = "a postcode"
INSURANCE = "a National Insurance number"
KINDS = (NHS, BIRTH, PHONE, EMAIL, POSTCODE, INSURANCE)

NHS_HELD = (
    "9990000018",
    "999 000 0018",
    "999-000-0018",
    "999.000.0026",
    "999 - 000 - 0034",
    "999  000  0042",
    "NHS no: 999 000 0050.",
    "NHS9990000069",
    "Is it (999 000 0077)?",
    "_999 000 0085_ and *more*",
    "asset 9990000093",
    "serial no. 999 000 0107",
    "case 9990000115 was sampled",
    "FC-9990000123",
    "wrapped 999 000\n0131 by the letter",
    "999\u00a0000\u00a00018",
    "999\u202f000\u20090018",
    "999\u2011000\u20110018",
    "999\u2013000\u20130018",
    "\uff19\uff19\uff19\u3000\uff10\uff10\uff10\u3000\uff10\uff10\uff11\uff18",
    "999\u200d000\u200d0018",
    "99\u200b9000\u200c0018",
    "999\u00ad000\u00ad0018",
    "\ufeff9990000018\u2060",
    "9\ufe0f\u20e39\ufe0f\u20e39\ufe0f\u20e3 000 0018",
    "\u0669\u0669\u0669 \u0660\u0660\u0660 \u0660\u0660\u0661\u0668",
    "\u0631\u0642\u0645 \u200f999 000 0018\u200e \u0647\u0646\u0627",
    "\U0001f600999 000 0018\U0001f600",
    "111 222 3334 then 999 000 0018",
)
NHS_NEAR_MISS = (
    "9990000019",
    "999 000 0019",
    "asset 9990000027",
    "99900000181",
    "19990000018",
    "1999 000 0018",
    "AB9990000018",
    "9990000018X",
    "999 000 001",
    "9990 000 018",
    "p9990000018000100",
    "NHS number seen on the record",
)
BIRTH_HELD = (
    "born 3/4/2012",
    "Born on 3 April 2012",
    "DOB: 03/04/2012",
    "dob 03.04.12",
    "DOB03-04-2012",
    "D.O.B. 3rd Apr 2012",
    "d.o.b. Tuesday 3 April 2012",
    "D/O/B 3/4/12",
    "DoB - 2012-04-03",
    "date of birth was written down as 3 April 2012",
    "Date of birth\n\n03 / 04 / 2012",
    "date-of-birth 03 04 2012",
    "Birth date: April 3 2012",
    "birthdate April 3rd, 2012",
    "Her birthday is 3 April '12",
    "b. 3/4/2012",
    "(b. 3 Apr 2012)",
    "3/4/2012 (DOB)",
    "3 April 2012 is the date of birth",
    "born 3-Apr-2012",
    "born 21st of September 2009",
    "DOB 03042012",
    "What is their date of birth? 3/4/2012",
    "born to Ms. Lee on 3/4/2012",
    "born\u00a0\uff13/\uff14/\uff12\uff10\uff11\uff12",
    "D\u200bO\u200bB 3/4/2012",
    "_DOB_ 3/4/2012",
    "b\u2019day 3/4/2012",
    "born April 3, 12",
)
BIRTH_NEAR_MISS = (
    "audited 12/03/2026",
    "Visit on 3 April 2026",
    "Review date: 2026-04-03",
    "Next review by 3rd Apr 2026, not later",
    "born in 2012",
    "born in April 2012",
    "Year of birth 2012",
    "born May 12",
    "DOB 2012-04",
    "DOB missing from the form",
    "The date of birth was checked. Audited 12/03/2026.",
    "Date of birth seen; audited 12/03/2026",
    "Audited 12/03/2026. Date of birth missing.",
    "N.B. 12/03/2026 was a bank holiday",
    "NB. 12/03/2026 was a bank holiday",
    "The newborn visit took place on 12/03/2026",
    "The birth certificate was seen on 12/03/2026",
    "Date of birth: not asked, since the form has no room for one. Sampled on 12/03/2026",
    "Airborne precautions from 12/03/2026",
    "Birthday party in the lounge, 20 came",
)
PHONE_HELD = (
    "07700 900123",
    "07700900123",
    "07700 900 123",
    "077 0090 0123",
    "07700-900-123",
    "07700.900.123",
    "+44 7700 900123",
    "+447700900123",
    "+44 (0)7700 900123",
    "(+44) 7700 900123",
    "+44 07700 900123",
    "0044 7700 900123",
    "00447700900123",
    "call+447700900123",
    "(01632) 960 018",
    "01632-960018",
    "01632 960018",
    "+44 1632 960018",
    "(01632) 96001",
    "01632 96001",
    "020 7946 0018",
    "(020) 7946-0018",
    "+44 20 7946 0018",
    "0121 or 07700 900123",
    "07700 900123 12 visits",
    "<tel:07700900123|call>",
    "Ring 07700\u00a0900123!",
    "\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13",
    "07700\u200d900\u00ad123",
    "07700 \u2013 900123",
    "07700\n900123",
    "\U0001f4de07700 900123",
    "\u0627\u062a\u0635\u0644 07700 900123",
)
PHONE_NEAR_MISS = (
    "Rang 999, then 101 and 111",
    "999 101 111",
    "FC-0123",
    "K7-3Q",
    "2026/00123",
    "00412",
    "0123",
    "asset 7700900123456",
    "077009001234",
    "0770090012",
    "0770 0900 12",
    "FC07700900123",
    "+44",
    "+44 1",
    "area code 01632",
    "0900-1730 0900-1730",
    "0130 0230 12",
    "03.04.2026 12.30 15",
    "01.04.2026 09.30",
    "09:00-17:30, 09:00-17:30",
    "1 0 1 1 0 1 1 0 0 1 1",
    "0.07 0.70 0.09",
)
EMAIL_HELD = (
    "name@example.org",
    "name+tag@sub.example.co.uk",
    "NAME@EXAMPLE.ORG",
    "first.last@example.org.",
    "first_@example.org",
    "name (at) example.org",
    "name(AT)example.org",
    "name (at) example (dot) org",
    "<mailto:name@example.org|write>",
    "name\uff20example.org",
    "na\u00adme@exam\u200bple.org",
    "\U0001f4e7name@example.org",
    "a@b c@d e@example.org",
)
EMAIL_NEAR_MISS = (
    "@channel",
    "Thanks @name.surname, all done",
    "<@U0123ABCD>",
    "<@U0123ABCD|name.surname>",
    "Met @ 10.30",
    "name@host",
    "pkg@1.2.3",
    "3 bags @ 2.50",
    "Lunch (at) noon",
    "example.org",
    "@",
)
POSTCODE_HELD = (
    "BL1 1RU",
    "BL11RU",
    "bl1 1ru",
    "M1 1AE",
    "m11ae",
    "EC1A 1BB",
    "sw1a1aa",
    "SW1A\u00a01AA",
    "W1A 1AA",
    "B33 8TH",
    "CR2 6XH",
    "DN55 1PT",
    "Lives near M60 2LA.",
    "M1\n1AE",
    "M1  1AE",
    "\uff2d\uff11 \uff11\uff21\uff25",
    "M\u200d1 1\u00adAE",
    "(M1 1AE)",
    "_M1 1AE_",
    "E10 1ST",
    "E10 4st",
    "\u05e9\u05dc\u05d5\u05dd M1 1AE",
)
POSTCODE_NEAR_MISS = (
    "R-8F2K",
    "A3, Q2 and S8",
    "M16",
    "BL1",
    "The BL1 and M16 areas",
    "E10 2nd",
    "B1 2nd half",
    "A1 1st",
    "S1 3rd try",
    "S8 4th",
    "M16 4to6",
    "M16 2hr late",
    "M16 2hrs late",
    "S8 5kg",
    "S8 5pm",
    "M16 2026",
    "ZZ1 1AA",
    "Q2 1AA",
    "XM1 1AE",
    "M1 1AEX",
    "M1 1CE",
    "M1 1AO",
    "M1-1AE",
    "M123 1AE",
    "M1, 1AE",
)
INSURANCE_HELD = (
    "AB 12 34 56 C",
    "AB123456C",
    "ab123456c",
    "ab 12 34 56 c",
    "ab123456a",
    "AB 123456 C",
    "AB 12 34 56 A",
    "AB12 34 56C",
    "AB-12-34-56-C",
    "NI no. JT 12 34 56 D.",
    "AB\u00a012\u00a034\u00a056\u00a0C",
    "\uff21\uff22\uff11\uff12\uff13\uff14\uff15\uff16\uff23",
    "AB\u200d12\u00ad34\u200b56C",
    "\u260eAB123456C",
)
INSURANCE_NEAR_MISS = (
    "QQ 12 34 56 C",
    "QQ123456C",
    "AB 12 34 56",
    "AB 12 34 56 E",
    "AB 12 34 5 C",
    "AB1234567C",
    "AB123456CD",
    "XAB123456C",
    "BG123456A",
    "GB123456A",
    "NK123456A",
    "KN123456A",
    "TN123456A",
    "NT123456A",
    "ZZ123456A",
    "DA123456A",
    "AO123456A",
    "VA123456A",
    "on 12 03 26 a visit was made",
    "ON 12 03 26 a visit was made",
    "On 12 03 26 B came",
    "on 12.03.26 a visit was made",
    "On 12-03-26 B came",
)
CLEAN = (
    "",
    " \n\t ",
    "Nothing to add.",
    "case K7-3Q",
    "case FC-0123 and 2026/00123",
    "ref R-8F2K",
    "asset 00412",
    "hoist serial 1234567891",
    "Section 47 enquiry",
    "s.20 agreement, s.117 aftercare",
    "Regulation 35 log",
    "Schedule 6, part 2, paragraph 1(a)",
    "items A3, M16, Q2, S8",
    "at 09:30, back by 17.45",
    "10am to 4pm",
    "\u00a31,234,567.89 and \u00a30.07",
    "version 1.30.2, v3.11",
    "25 yes \u00b7 1 no \u00b7 1 not applicable",
    "audited 12/03/2026, again 12-04-2026",
    "due 2026-04-03T09:30:00Z",
    "50% of 40 files; 20 of 40",
    "Two of the plans were late \U0001f62c",
    "\u0634\u0643\u0631\u0627 12/03/2026",
    "Q1 2026 to Q4 2026",
    "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11",
    "\u00bd of the 3\u00bd hours",
    "BP 120/80, 36.6, 98%",
    "\u200b\u200d\u00ad",
)
TOGETHER = (
    ("999 000 0018, M1 1AE", (NHS, POSTCODE)),
    ("M1 1AE, then 999 000 0018", (NHS, POSTCODE)),
    ("M1 1AE and BL1 1RU", (POSTCODE,)),
    ("DOB 3/4/2012 NHS 9990000018", (NHS, BIRTH)),
    ("name@example.org or 07700 900123", (PHONE, EMAIL)),
    ("AB123456C\n01632 960018", (PHONE, INSURANCE)),
    ("born 3 April 2012, M1 1AE, AB 12 34 56 C", (BIRTH, POSTCODE, INSURANCE)),
    ("asset 9990000019 at M1 1AE", (POSTCODE,)),
    (
        "AB123456C M1 1AE name@example.org 07700 900123 DOB 3/4/2012 9990000018",
        KINDS,
    ),
    ("K7-3Q: rang 07700 900123 on 12/03/2026", (PHONE,)),
)
CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((text, (NHS,)) for text in NHS_HELD),
    *((text, (BIRTH,)) for text in BIRTH_HELD),
    *((text, (PHONE,)) for text in PHONE_HELD),
    *((text, (EMAIL,)) for text in EMAIL_HELD),
    *((text, (POSTCODE,)) for text in POSTCODE_HELD),
    *((text, (INSURANCE,)) for text in INSURANCE_HELD),
    *TOGETHER,
    *((text, ()) for text in (*NHS_NEAR_MISS, *BIRTH_NEAR_MISS, *PHONE_NEAR_MISS, *EMAIL_NEAR_MISS)),
    *((text, ()) for text in (*POSTCODE_NEAR_MISS, *INSURANCE_NEAR_MISS, *CLEAN)),
)
SAMPLES = tuple(text for text, kinds in CASES if kinds)


@pytest.mark.parametrize(("text", "kinds"), CASES, ids=[ascii(text) for text, _ in CASES])
def test_kinds(text: str, kinds: tuple[str, ...]) -> None:
    assert identifying(text) == kinds


def test_there_are_enough_cases_and_no_case_twice() -> None:
    assert len(CASES) >= 100
    assert len({text for text, _ in CASES}) == len(CASES)


@pytest.mark.parametrize("number", [f"9990000{tail:03d}" for tail in range(120)])
def test_the_check_digit_decides(number: str) -> None:
    assert identifying(f"asset {number}") == ((NHS,) if nhs.is_valid(number) else ())


@pytest.mark.parametrize("piece", [
    "9", "0", "07", "01 ", "999 ", "1 ", "a", "a9", "M1 ", "b. ", "born ", "dob 1/1/11 ", "1/1/11 ", "d.o.b ",
    "a@", "@.", "(at)", "a(at)a.", "+44", "0044 ", "+44 0", "AB12", "(", "-", "1.", " ", "\n", "\u200d",
    "\uff19", "\u0301", "\ufdfa", "3 apr ", "may 1 ", "077 0", "born. A", "EC1A1",
])  # fmt: skip
def test_a_long_text_is_quick(piece: str) -> None:
    text = (piece * 3000)[:3000]
    assert min(_seconds(text) for _ in range(3)) < 0.2


def _seconds(text: str) -> float:
    begun = time.process_time()  # of this process alone, however busy the machine is
    identifying(text)
    return time.process_time() - begun


def _cannot_identify(text: str) -> bool:
    """Whether no spelling of the text holds a digit or an at sign, "\u2488" and "(a\u00adt)" included."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] not in "CM")
    return not any(char.isdigit() for char in plain) and "@" not in plain and "(at)" not in plain.casefold()


WORDLESS = st.text(st.characters(exclude_categories=("N", "Cs"), exclude_characters="@"), max_size=300)
PIECES = ("born", "dob", "b.", "April", "M", "BL", "AB", "name", ".org", "+", " ")
PIECED = st.lists(st.sampled_from(PIECES)).map("".join)
INVISIBLE = st.text("\u200b\u200c\u200d\u00ad\u2060\ufeff", min_size=1, max_size=3)


@given(st.one_of(WORDLESS, PIECED).filter(_cannot_identify))
def test_text_without_digits_or_at_signs_is_clean(text: str) -> None:
    assert identifying(text) == ()


@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(SAMPLES)), max_size=6).map(" ".join))
def test_the_answer_is_made_of_fixed_words_only(text: str) -> None:
    found = identifying(text)
    assert found == tuple(words for words in KINDS if words in found)


@given(st.sampled_from(SAMPLES), INVISIBLE, st.integers(0, 60))
def test_invisible_characters_hide_nothing(text: str, invisible: str, at: int) -> None:
    assert identifying(text[:at] + invisible + text[at:]) == identifying(text)


@pytest.mark.parametrize(("reference", "kinds"), [
    ("Jane Smith", ("a name",)), ("Jean-Paul Ng", ("a name",)), ("J. O'Neil", ("a name",)),
    ("Ann Marie Lee", ("a name",)), ("Hospital discharge", ()), ("Jul-Sep", ()),
    ("Jane Smith 07/03/2014", ("a name with a date",)), ("07.03.2014 Jane Smith", ("a name with a date",)),
    ("Jane Smith, 7th of March 2014", ("a name with a date",)), ("Jane Smith dob 7/3/2014", ("a date of birth",)),
    ("K7-3Q", ()), ("FC-0123", ()), ("file 12", ()), ("Panel 12 March 2026", ()), ("2026-03-12", ()), ("Larch", ()),
    ("CF 0481 second file", ()), ("<!channel> &amp; @here", ()), ("", ()),
])  # fmt: skip
def test_a_reference_is_held_back_when_it_reads_like_a_name(reference: str, kinds: tuple[str, ...]) -> None:
    assert identifying_reference(reference) == kinds
