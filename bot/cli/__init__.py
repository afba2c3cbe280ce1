"""The commands of `python -m bot`. Each asks a flow and prints what came of it; nothing is decided here."""
