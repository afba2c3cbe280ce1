"""Plumbline: quality assurance of social-care practice, inside Slack."""
