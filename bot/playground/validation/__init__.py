"""Slack's limits, described once: what a message, a view, an answer or a manifest may hold.

Nothing here talks to anybody; the playground's server and the tests ask it what Slack would refuse.
"""

from bot.playground.validation.manifests import manifest_problems
from bot.playground.validation.messages import message_problems
from bot.playground.validation.report import Problem
from bot.playground.validation.responses import response_problems
from bot.playground.validation.views import view_problems

__all__ = ["Problem", "manifest_problems", "message_problems", "response_problems", "view_problems"]
