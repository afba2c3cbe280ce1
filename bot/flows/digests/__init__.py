"""The one reminder of a day: what waits for whom, who gets one when, and what it says as it stands now."""
