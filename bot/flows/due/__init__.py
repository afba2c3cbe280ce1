"""What is due: worked out from the schedules, kept in step with what happens, explained and acted upon."""
