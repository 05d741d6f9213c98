"""Light, dark, and on paper."""

import json
import os

import dossiers
from page_case import PageTest, main


class Look(PageTest):
    def colors(self):
        selectors = ["html", "small", ".mark.opened", ".mark.signed", "summary", ".effect.closed"]
        return self.browser.run(
            f"{json.dumps(selectors)}"
            ".map((selector) => getComputedStyle(document.querySelector(selector)).color)"
            ".concat(getComputedStyle(document.documentElement).backgroundColor)"
        )

    @staticmethod
    def luminance(color):
        parts = [int(part) / 255 for part in color[4:-1].split(",")]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def test_light_and_dark_are_readable(self):
        grounds = []
        for dark in (False, True):
            self.browser.screen(1280, 900, dark)
            self.show([dossiers.dossier(at) for at in range(12)])
            for at in (0, 1, 10):
                self.press("tr.entry .open", at)
            *texts, ground = self.colors()
            grounds.append(self.luminance(ground))
            for text in texts:
                light, shade = sorted((self.luminance(text), self.luminance(ground)), reverse=True)
                self.assertGreaterEqual((light + 0.05) / (shade + 0.05), 4.5, (text, ground))
            self.check_quiet()
        self.assertGreater(grounds[0], 0.8)
        self.assertLess(grounds[1], 0.1)

    def test_paper_has_the_open_dossiers(self):
        self.show([dossiers.dossier(at) for at in range(30)])
        for at in (0, 7):
            self.press("tr.entry .open", at)
        path = os.path.join(self.folder.name, "page.pdf")
        self.browser.print_to(path)
        with open(path, "rb") as file:
            self.assertTrue(file.read().startswith(b"%PDF"))
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        seen = "[...document.querySelectorAll({!r})].filter((one) => one.offsetHeight > 0).length"
        self.assertEqual(
            [
                self.browser.run(seen.format(selector))
                for selector in ("tr.entry", "article", "#filters", "#list > thead", ".copy",
                                 ".evidence > summary")
            ],
            [2, 2, 0, 0, 0, 0],
        )
        self.browser.call("Emulation.setEmulatedMedia", media="")
        self.check_quiet()

    def test_paper_has_unfolded_parts_and_says_that_there_is_more(self):
        self.show([dossiers.dossier(at) for at in range(2)])
        self.press("tr.entry .open")
        self.press(".findings .evidence > summary")
        seen = "[...document.querySelectorAll({!r})].filter((one) => one.offsetHeight > 0).length"
        rest_of_lists = seen.format(".counts > details")
        on_screen = self.browser.run(rest_of_lists)
        self.assertGreater(on_screen, 0)
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        self.assertEqual(self.browser.run(seen.format("table.evidence")), 1)
        self.assertEqual(self.browser.run(rest_of_lists), on_screen)
        self.browser.call("Emulation.setEmulatedMedia", media="")

    def test_paper_has_the_whole_list_if_no_dossier_is_open(self):
        self.show([dossiers.dossier(at) for at in range(250)])
        self.browser.print_to(os.path.join(self.folder.name, "page.pdf"))
        self.assertEqual(len(self.texts("tr.entry")), 250)
        self.check_quiet()


if __name__ == "__main__":
    main()
