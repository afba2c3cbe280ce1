"""The page in the browser: a small, faithful Slack that the server renders whole and a little script keeps live."""
