"""When somebody can be reached, who stands in, and when two meet next. What is due is not known here."""
