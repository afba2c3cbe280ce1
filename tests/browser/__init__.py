"""The product as a person meets it: `make run`, a real browser, and the page of the playground."""
