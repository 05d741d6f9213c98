"""The common base of the tests of the page of incidents."""

import os
import subprocess

import incidents
from page_case import MAKE_PAGE, PageTest


class IncidentTest(PageTest):
    def make(self, lines):
        path = os.path.join(self.folder.name, "incidents.html")
        with open(path, "wb") as file:
            text = "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")
            subprocess.run([MAKE_PAGE, "incidents"], input=text, stdout=file, check=True)
        return path

    def show(self, made, files=()):
        path = self.make(incidents.page_lines(made, files))
        self.browser.open(path)
        return path

    def show_many(self, number, **members):
        made, files = incidents.many(number, **members)
        return self.show(made, files)

    def buckets(self):
        return self.texts("tr.entry td.bucket .open")
