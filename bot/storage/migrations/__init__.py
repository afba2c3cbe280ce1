"""The schema's history. Each version goes up and down; the last equals the tables (a test holds them together)."""
