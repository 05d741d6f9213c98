"""The page as the program writes it: `s3rare investigate --html`."""

import json
import os
import subprocess

from page_case import S3RARE, TESTDATA, PageTest, main


class Program(PageTest):
    def test_the_page_of_a_run_has_the_dossiers_that_the_run_printed(self):
        alerts = os.path.join(self.folder.name, "alerts.ndjson")
        page = os.path.join(self.folder.name, "run.html")
        logs = os.path.join(TESTDATA, "logs")
        subprocess.run([S3RARE, "detect", "-q", "-o", alerts, logs], check=True)
        run = [S3RARE, "investigate", "-q", "--alerts", alerts, "--html", page, logs]
        printed = subprocess.run(run, check=True, stdout=subprocess.PIPE).stdout.decode()
        dossiers = [json.loads(line) for line in printed.splitlines()]
        self.browser.open(page)
        self.assertGreater(len(dossiers), 1)
        self.assertEqual(len(self.texts("tr.entry")), len(dossiers))
        self.open_all()
        self.assertEqual([json.loads(text) for text in self.texts(".raw pre")], dossiers)
        self.assertEqual(
            self.texts(".about > h2"), [dossier["alert"]["message"] for dossier in dossiers]
        )
        self.assertEqual(
            self.texts(".findings > li > bdi"),
            [finding["text"] for dossier in dossiers for finding in dossier["findings"]],
        )
        self.check_quiet()


if __name__ == "__main__":
    main()
