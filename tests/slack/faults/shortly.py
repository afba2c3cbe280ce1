"""How long something is in hand where tests kill whoever has it."""

from datetime import timedelta

LEASE = timedelta(seconds=2)
ONE_CALL = timedelta(seconds=1)
