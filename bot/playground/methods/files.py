"""files.*: the steps of an upload, and taking a file back. The bytes themselves arrive in `uploads`."""

from __future__ import annotations

import time

from bot.playground import messages
from bot.playground.methods.registry import Call, method
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.world import File

LARGEST = 1_000_000_000


@method(
    "files.getUploadURLExternal",
    scope="files:write",
    tier=4,
    needs="filename length",
    accepts="alt_txt snippet_type",
)
def upload_url(call: Call) -> Json:
    length = call.number("length", 0, LARGEST)
    file = File(call.stage.world.new_id("F"), call.text("filename"), length, created=int(time.time()))
    call.stage.world.files[file.id] = file
    call.stage.touch()
    return {"upload_url": f"{call.stage.url}/upload/v1/{file.id}", "file_id": file.id}


@method(
    "files.completeUploadExternal",
    scope="files:write",
    tier=4,
    needs="files",
    accepts="channel_id channels initial_comment thread_ts blocks",
)
def complete_upload(call: Call) -> Json:
    given = call.arguments["files"]
    if not isinstance(given, list) or not given:
        raise Refusal("invalid_arguments", "[ERROR] must provide a list [json-pointer:/files]")
    files = [_uploaded(call, item) for item in given]
    names = call.text("channel_id") or call.text("channels")
    for channel_id in [name for name in names.split(",") if name]:
        _share(call, channel_id, files)
    for file in files:
        file.done = True
    call.stage.touch()
    return {"files": [{"id": file.id, "title": file.title or file.name} for file in files]}


@method("files.delete", scope="files:write", tier=3, needs="file")
def delete(call: Call) -> Json:
    """Its bytes are gone at once; the message that held it stays, and says so in its place."""
    file = call.stage.world.files.get(call.text("file"))
    if file is None or not file.done:
        raise Refusal("file_not_found")
    if file.deleted:
        raise Refusal("file_deleted")
    if file.in_form:
        raise Refusal("cant_delete_file")
    file.deleted, file.data = True, None
    call.stage.touch()
    return {}


def _uploaded(call: Call, item: Json) -> File:
    file = call.stage.world.files.get(item.get("id", ""))
    if file is None or file.data is None or file.done:
        raise Refusal("file_not_found")
    file.title = item.get("title") or file.name
    return file


def _share(call: Call, channel_id: str, files: list[File]) -> None:
    channel = call.stage.world.channels.get(channel_id)
    if channel is None:
        raise Refusal("channel_not_found")
    if call.stage.world.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    words = call.text("initial_comment")
    blocks = None if words else call.arguments.get("blocks")
    message = messages.post(call.stage, channel, {"text": words, "blocks": blocks, "thread_ts": call.text("thread_ts")})
    message.files = [file.id for file in files]
