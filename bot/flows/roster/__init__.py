"""The import of people and teams: files to rows, rows to a plan of changes, changes to facts in time."""
