"""What was checked and what it shows, counted: which team and time somebody means, and what may be told of it."""
