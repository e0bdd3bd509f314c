"""Record the race as a moving picture for the README: python -m tools.moving_picture docs/race.webp

A saved page is opened in Chromium, its clock is moved from place to place, and each place is one frame.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import sgdlab as sl
from tests.browser.drive import FLAGS, find_chromium

FRAMES, PAUSE, MILLISECONDS = 60, 25, 60  # frames of the way, and of the end; how long each is shown
SIZE, WIDTH = {"width": 1330, "height": 900}, 960  # of the window; of the picture


def main(where: str) -> int:
    """Write the moving picture, and say how large it is."""
    lab = sl.RaceLab("moons")
    lab.apply({"learning_rate": 0.5, "runners": "full batch; SGD; Adam learning_rate=0.02"})
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "race.html"
        lab.save(page_file)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page = browser.new_page(viewport=SIZE)
        page.goto(page_file.as_uri())
        frames = [smaller(Image.open(io.BytesIO(png))) for png in pictures(page)]
        browser.close()
    first, *others = frames
    durations = [MILLISECONDS] * len(others) + [PAUSE * MILLISECONDS]
    first.save(where, save_all=True, append_images=others, duration=durations, loop=0, quality=50, method=6)
    print(f"{where}: {len(frames)} frames, {Path(where).stat().st_size / 1000:.0f} kB")
    return 0


def smaller(frame: Image.Image) -> Image.Image:
    """A frame as wide as the README."""
    return frame.convert("RGB").resize((WIDTH, round(WIDTH * frame.height / frame.width)), Image.Resampling.LANCZOS)


def pictures(page: Page) -> Iterator[bytes]:
    """The lab at each place of its clock."""
    page.locator(".sg-words p").first.wait_for()
    page.wait_for_timeout(2000)  # the runs come in slices
    scrub = page.locator(".sg-clock input[type=range]")
    box = page.locator(".sg-alone").bounding_box()
    seen = box | {"y": box["y"] - 10, "height": box["height"] + 10}
    for k in range(FRAMES + 1):
        scrub.fill(str(round((k / FRAMES) ** 1.5, 3)))  # slowly at first, where most happens
        scrub.blur()
        page.wait_for_timeout(50)
        yield page.screenshot(clip=seen)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
