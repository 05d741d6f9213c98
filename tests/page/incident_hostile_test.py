"""Text from strangers in every field of an incident: it runs nothing and is shown as text."""

import incidents
from hostile_test import ELEMENTS, HOSTILE, SENTINELS, is_hidden, visible
from incident_case import IncidentTest
from page_case import main

# Links name incidents, and nothing else.
HREFS = "[...document.querySelectorAll('[href]')].map((one) => one.getAttribute('href'))"


class HostileIncidents(IncidentTest):
    def check_harmless(self):
        hrefs = self.browser.run(HREFS)
        self.assertEqual([one for one in hrefs if not one.startswith("#0000")], [])
        self.browser.run(
            "document.querySelectorAll('[href]').forEach((one) => one.removeAttribute('href'))"
        )
        found = self.browser.run(SENTINELS)
        self.assertIsNone(found.get("ran"))
        self.assertEqual(
            [one for one in set(found.pop("text")) if is_hidden(one) and one != "\n"], []
        )
        self.assertEqual(set(found["elements"]) - ELEMENTS - {"A", "CODE"}, set())
        self.assertEqual((found["handlers"], found["scripts"], found["styles"]), (0, 1, 1))
        self.check_quiet()

    def made(self, texts, kept=incidents.OWN):
        files = {}
        made = [incidents.with_every_text(incidents.incident(at, files, sources=7), text, kept)
                for at, text in enumerate(texts)]
        return incidents.page_lines(made, texts, incidents.hostile(incidents.head(), texts[0]))

    def test_strangers_text_runs_nothing_and_is_shown_as_text(self):
        self.browser.open(self.make(self.made(HOSTILE)))
        self.check_harmless()
        self.open_all()
        self.check_harmless()
        headlines = self.texts("article h2 > bdi")
        for text, shown in zip(HOSTILE, headlines):
            wanted = visible(text.replace("\ud800", "\ufffd" * 3) if "\ud800" in text else text)
            if len(text) > 1000:
                wanted = wanted[:1000] + "… 4,000 more characters"
            self.assertEqual(shown, wanted)
        for text in HOSTILE[:12]:
            self.type_words(text)
            self.assertGreaterEqual(len(self.buckets()), 1, text)
        self.check_harmless()

    def test_choices_of_accounts_show_text_as_text(self):
        self.browser.open(self.make(self.made(HOSTILE)))
        options = self.texts("#accounts option")
        self.assertIn(f"{visible(HOSTILE[0])} (1)", options)
        self.assertEqual([one for text in options for one in text if is_hidden(one)], [])
        inner = self.browser.run("document.querySelectorAll('#accounts option *').length")
        self.assertEqual(inner, 0)

    def test_every_member_may_be_anything(self):
        """Ids, states and times too: nothing of them reaches a link or a class."""
        self.browser.open(self.make(self.made(HOSTILE, kept=())))
        self.open_all()
        self.assertEqual(len(self.texts("article")), len(HOSTILE))
        self.assertEqual(self.browser.run(HREFS), [])
        self.check_harmless()

    def test_a_number_or_nothing_where_text_is_expected_breaks_nothing(self):
        files = {}

        def with_other_types(value, depth=0):
            if isinstance(value, dict):
                return {name: with_other_types(inner, depth + 1) for name, inner in value.items()}
            if isinstance(value, list):
                return [with_other_types(one, depth + 1) for one in value] + [None, 7, "x", []]
            return None if isinstance(value, str) else value

        made = incidents.incident(0, files)
        self.show([made | {"incident": with_other_types(made["incident"])}, {"incident": []}, made])
        self.open_all()
        self.assertEqual(len(self.texts("article")), 3)
        self.check_quiet()

    def test_no_text_makes_the_page_wider_than_a_phone(self):
        self.browser.screen(360, 740)
        self.browser.open(self.make(self.made(["w" * 3000, "日" * 300, "-" * 900])))
        self.open_all()
        self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), 360)

    def test_the_policy_stops_injected_scripts(self):
        path = self.show_many(1)
        with self.assertRaisesRegex(RuntimeError, "TrustedHTML"):
            self.browser.run("document.body.innerHTML = '<img src=x onerror=window.ran=1>'")
        with open(path, encoding="utf-8") as file:
            page = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(page.replace("</main>", "<script>window.ran=1</script></main>"))
        self.browser.open(path)
        self.assertIsNone(self.browser.run("window.ran"))


if __name__ == "__main__":
    main()
