"""Lets the invented council live through the year that its files tell of: what was owed, and how that was kept."""
