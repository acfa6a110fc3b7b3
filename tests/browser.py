"""A real browser for tests of the page: Debian's chromium, driven by Playwright, without any network."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / ".cache" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = (1280, 800), (390, 844)

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@contextmanager
def started() -> Iterator[Any]:
    """A headless browser; the test is skipped where there is none."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("needs chromium (on Debian: apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_OPTIONS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, path: Path, size: tuple[int, int] = WIDE, address: str = "") -> Iterator[Any]:
    """The page, ready; what it wrote to the console or asked of the network fails the test."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: told.append(str(error)))
    own = path.resolve().as_uri()
    page.on("request", lambda asked: None if asked.url.split("#")[0] == own else told.append(asked.url[:100]))
    page.goto(own + address)
    page.wait_for_selector("html[data-ready]", state="attached")
    yield page
    context.close()
    assert [line for line in told if not line.startswith(("data:", "blob:"))] == []
