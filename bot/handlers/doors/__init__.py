"""The two doors by which Slack comes in, HTTP and Socket Mode. They know any Bolt app, and nothing of our flows."""
