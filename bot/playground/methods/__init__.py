"""The Web API: one small function a method, registered with its scope, tier and arguments."""

from bot.playground.methods import apps, chat, conversations, files, users, views
from bot.playground.methods.registry import METHODS, Call, Method

__all__ = ["METHODS", "Call", "Method", "apps", "chat", "conversations", "files", "users", "views"]
