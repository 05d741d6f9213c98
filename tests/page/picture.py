"""Makes the picture of the page for the README: runs detect and investigate, and opens one dossier.

picture.py CHROMIUM S3RARE LOGS NUMBER PICTURE: opens the alert NUMBER, counted from 0
"""

import os
import subprocess
import sys
import tempfile

from browser import Browser

WIDTH = 1180
HEIGHT = 1040


def main(chromium, s3rare, logs, number, picture):
    with tempfile.TemporaryDirectory() as folder:
        alerts, page = (os.path.join(folder, name) for name in ("alerts.ndjson", "page.html"))
        subprocess.run([s3rare, "detect", "-q", "-o", alerts, logs], check=True)
        run = [s3rare, "investigate", "-q", "--alerts", alerts, "--html", page, logs]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        with Browser(chromium) as browser:
            browser.screen(WIDTH, HEIGHT)
            browser.open(page)
            browser.run(f"document.querySelectorAll('tr.alert .open')[{number}].click()")
            browser.run("new Promise((done) => setTimeout(done, 300))")
            browser.picture(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
