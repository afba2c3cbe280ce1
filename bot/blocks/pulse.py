"""Whether reminders are sent: what the people who look after Plumbline see of it. Silent while all is well."""

from bot.blocks.parts import Block, header, section
from bot.blocks.words import clock_time
from bot.domain.pulse import Pulse


def pulse_group(pulse: Pulse | None) -> list[Block]:
    """On Home, above everything else."""
    said = [] if pulse is None else pulse_sentences(pulse)
    return [header("Needs your attention"), *map(section, said)] if said else []


def pulse_sentences(pulse: Pulse) -> list[str]:
    said = []
    if pulse.has_stopped and pulse.last:
        since = clock_time(pulse.last, pulse.now)
        said.append(
            f"Reminders have stopped since {since}. What people save is kept. Ask whoever runs Plumbline to start "
            "it again; what is due is sent then."
        )
    if pulse.failed:
        many = "One message" if pulse.failed == 1 else f"{pulse.failed} messages"
        said.append(f"{many} could not be sent, and nobody tries again. Whoever runs Plumbline can find out why.")
    return said
