"""Ten thousand alerts."""

import os
import time

import dossiers
from page_case import PageTest, main


class Many(PageTest):
    def milliseconds(self, script):
        return self.browser.run(
            "(() => { const input = document.getElementById('words'); const event = new Event('input');"
            f"const begin = performance.now(); {script}; document.body.offsetHeight;"
            "return performance.now() - begin; })()"
        )

    def test_ten_thousand_alerts_stay_usable(self):
        path = self.make(
            [line for at in range(10_000) for line in dossiers.lines([dossiers.dossier(at)])]
        )
        begin = time.monotonic()
        self.browser.open(path)
        loaded = time.monotonic() - begin
        self.assertIn("10,000 alerts", self.texts("#overview")[0])
        self.assertLessEqual(len(self.texts("tr.entry")), 300)
        filtered = self.milliseconds(
            "input.value = 'id_rsa 192.0.2.77'; input.dispatchEvent(event)"
        )
        found = len(self.texts("tr.entry"))
        self.assertGreater(found, 0)
        cleared = self.milliseconds("input.value = ''; input.dispatchEvent(event)")
        sorted_in = self.milliseconds("document.querySelector('[data-sort=key]').click()")
        opened = self.milliseconds("document.querySelector('tr.entry .open').click()")
        print(
            f"{os.path.getsize(path) / 1e6:.0f} MB: loaded in {loaded:.2f} s, "
            f"filtered in {filtered:.0f} ms and {cleared:.0f} ms, sorted in {sorted_in:.0f} ms, "
            f"opened in {opened:.0f} ms"
        )
        self.assertLess(loaded, 60)
        self.assertLess(max(filtered, cleared, sorted_in, opened), 3000)
        before = len(self.texts("tr.entry"))
        self.browser.run("scrollTo(0, document.body.scrollHeight)")
        self.wait(500)
        self.assertGreater(len(self.texts("tr.entry")), before)
        self.check_quiet()


if __name__ == "__main__":
    main()
