"""Someone may be at risk: what to say, at once, whoever asks and whatever the state. No access check here."""

from bot.flows.office import Office

ANYWHERE = (
    "If someone is in danger now, ring 999. Otherwise ring your council's safeguarding team now. "
    "Plumbline does not make a referral."
)


def concern_words(office: Office, framework: str) -> str:
    """The framework's own words; should its file be missing today, words that are right anywhere."""
    found = office.library.frameworks.get(framework)
    return found.concern.words if found else ANYWHERE
