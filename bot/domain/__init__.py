"""Frozen values that flows, storage and what people see pass to each other. No rules that need a file or a table."""
