"""The year ahead: what falls where, months for what is owed once a year, and who is not covered yet."""
