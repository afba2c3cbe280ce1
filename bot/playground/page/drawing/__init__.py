"""Blocks as HTML: what the bot sends, drawn as Slack draws it. `blocks.draw_blocks` is the door.

Nothing here changes anything, or knows who looks; everything that somebody typed is escaped.
"""
