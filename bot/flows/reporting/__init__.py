"""Reports on their way: which are owed, drafting them, filling in what is asked, approving and handing them out."""
