"""In which channel figures of a report are to stand: looked at anew at each try, by Slack's word and by ours.

Posting them is in sending.py.
"""

from bot.clock import Deadline
from bot.delivery.meeting import Meeting
from bot.delivery.places import Places
from bot.domain.messages import Owed
from bot.flows.office import Actor, Office
from bot.flows.reporting.posting import claim_place, load_posting

_PATIENCE = 10.0


class Rooms:
    def __init__(self, office: Office, meeting: Meeting, places: Places) -> None:
        self._office = office
        self._meeting = meeting
        self._places = places

    def find(self, owed: Owed) -> str:
        """Its id; an error with a sentence where nothing may be posted there. Who chose a channel has to be in it."""
        actor = Actor(owed.person, Deadline.after(_PATIENCE))
        posting = load_posting(self._office, actor, owed.item or "")
        place = self._places.look_up(posting.channel, self._account(owed.person) if posting.is_chosen else None)
        claim_place(self._office, actor, posting.id, place)
        return place.id

    def _account(self, person: str) -> str:
        found = self._meeting.account_of(person)
        return found.slack_user if found else ""
