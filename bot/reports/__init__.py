"""Files of a paper (domain/papers.py): PDF, spreadsheet, text and charts.

What stands in a paper is decided in flows; the same paper as a Slack message is made in blocks.
"""
