"""Everything bound for Slack but an ack and a modal: cards, notices, Home, private notes; pacing, retries, look-up."""
