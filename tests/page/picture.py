"""Makes a picture of a page for the README: runs s3rare, and opens one alert or incident.

picture.py CHROMIUM S3RARE LOGS NUMBER PICTURE [report]: opens the alert NUMBER, counted from 0, or
with `report` that incident
"""

import os
import subprocess
import sys
import tempfile

from browser import Browser

WIDTH = 1180
HEIGHT = 1240


def main(chromium, s3rare, logs, number, picture, command="investigate"):
    with tempfile.TemporaryDirectory() as folder:
        alerts, page = (os.path.join(folder, name) for name in ("alerts.ndjson", "page.html"))
        subprocess.run([s3rare, "detect", "-q", "-o", alerts, logs], check=True)
        run = [s3rare, command, "-q", "--html", page, logs]
        if command == "investigate":
            run[3:3] = ["--alerts", alerts]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        with Browser(chromium) as browser:
            browser.screen(WIDTH, HEIGHT)
            browser.open(page)
            browser.run(f"document.querySelectorAll('tr.entry .open')[{number}].click()")
            browser.run("new Promise((done) => setTimeout(done, 300))")
            browser.picture(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
