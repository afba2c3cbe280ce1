"""A Slack of our own on 127.0.0.1, to try the bot in and to test it against. Imports nothing else of bot."""
