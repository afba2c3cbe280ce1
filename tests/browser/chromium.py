"""The system's Chromium, and a loud word where there is none."""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        _none()
    with sync_playwright() as playwright:
        # Whoever runs the tests as root (a container) has no sandbox; the page comes from this machine only.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


def _none() -> None:
    reason = "There is no Chromium, so nothing was tested in a browser. On Debian: apt-get install chromium"
    if os.environ.get("QA_REQUIRE_BROWSER"):
        pytest.fail(reason)
    warnings.warn(reason, stacklevel=1)
    pytest.skip(reason)
