"""The common base of the page tests: each class has a browser, each test makes a page.

NAME_test.py CHROMIUM MAKE_PAGE S3RARE TESTDATA [TEST...]
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

import dossiers
from browser import Browser

CHROMIUM, MAKE_PAGE, S3RARE, TESTDATA = sys.argv[1:5]


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(CHROMIUM, deadline_seconds=240)
        cls.folder = tempfile.TemporaryDirectory(prefix="s3rare-page-")

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.screen(1280, 900)

    def make(self, lines):
        path = os.path.join(self.folder.name, "page.html")
        with open(path, "wb") as file:
            text = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
            subprocess.run([MAKE_PAGE], input=text, stdout=file, check=True)
        return path

    def show(self, made):
        path = self.make(dossiers.lines(made))
        self.browser.open(path)
        return path

    def texts(self, selector):
        return self.browser.run(
            f"[...document.querySelectorAll({json.dumps(selector)})].map((one) => one.textContent)"
        )

    def press(self, selector, at=0):
        self.browser.run(f"document.querySelectorAll({json.dumps(selector)})[{at}].click()")

    def type_words(self, text):
        self.browser.run(
            f"document.getElementById('words').value = {json.dumps(text)};"
            "document.getElementById('words').dispatchEvent(new Event('input'))"
        )

    def open_all(self):
        """Opens all alerts and everything folded inside them."""
        self.browser.run(
            "document.querySelectorAll('.open[aria-expanded=false]').forEach((one) => one.click());"
            "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
        )
        self.wait(300)

    def wait(self, milliseconds):
        self.browser.run(f"new Promise((done) => setTimeout(done, {milliseconds}))")

    def check_quiet(self):
        self.assertEqual(self.browser.complaints(), [])


def main():
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
