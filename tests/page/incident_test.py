"""An open incident: the banner, commands, the picture, what is folded."""

import incidents
from incident_case import IncidentTest
from page_case import main


class OpenIncident(IncidentTest):
    def open_one(self, number=0, **members):
        files = {}
        made = incidents.incident(number, files, **members)
        self.show([made], files)
        # What would be copied, without the clipboard of the machine.
        self.browser.run(
            "window.copied = [];"
            "Object.defineProperty(navigator, 'clipboard', {configurable: true, value:"
            " {writeText: (text) => { window.copied.push(text); return Promise.resolve(); }}})"
        )
        return made["incident"], list(files)

    def names(self, role):
        nodes = self.browser.call("Accessibility.getFullAXTree")["nodes"]
        return [
            node.get("name", {}).get("value", "")
            for node in nodes
            if not node["ignored"] and node["role"]["value"] == role
        ]

    def test_the_banner_says_state_harm_time_who_and_what_next(self):
        made, _ = self.open_one()
        banner = self.texts(".banner")[0]
        for part in (made["headline"], "PutBucketPolicy by dana", "18 fetches of 2 objects",
                     "2024-05-10 04:34:58 to", "198.51.0.0", "Ask what is so now.", "critical"):
            self.assertIn(part, banner)
        self.assertEqual(len(self.texts(".banner.state-open")), 1)

    def test_a_button_copies_exactly_the_command(self):
        made, _ = self.open_one()
        commands = made["actions"][0]["commands"]
        self.assertEqual(self.texts(".command code"), commands)
        for at in range(len(commands)):
            self.press(".command button", at)
        self.wait(50)
        self.assertEqual(self.browser.run("window.copied"), commands)
        self.assertEqual(self.texts(".command button"), ["Copied", "Copied"])
        self.check_quiet()

    def test_addresses_and_the_text_of_the_incident_are_copied(self):
        made, _ = self.open_one(sources=20)
        self.press("section > .tools > button")
        self.press(".copy")
        self.wait(50)
        addresses, text = self.browser.run("window.copied")
        self.assertEqual(
            addresses.split(), [one["address"] for one in made["sources"]["listed"]]
        )
        for part in (made["headline"], made["actions"][0]["commands"][1], "What to do"):
            self.assertIn(part, text)

    def test_evidence_names_its_file(self):
        made, files = self.open_one()
        self.browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        wanted = files[made["reasons"][0]["evidence"][0]["file"]]
        self.assertIn(wanted, self.texts("article .findings .evidence")[0])

    def test_the_picture_has_bands_marks_and_the_end_of_the_logs(self):
        self.open_one(2)  # closed
        count = lambda selector: len(self.texts(f"svg.timeline {selector}"))
        self.assertEqual(
            [count(one) for one in (".band-open", ".band-may-be-open", ".change.opened",
                                    ".change.closed", ".bar.anonymous", ".bar.denied")],
            [1, 1, 1, 1, 11, 5],
        )
        box = "document.querySelector('{}').getBoundingClientRect().{}"
        left = lambda one: self.browser.run(box.format(one, "left"))
        right = lambda one: self.browser.run(box.format(one, "right"))
        # The band begins at the change that opened, and ends at the one that closed.
        middle = lambda one: (left(one) + right(one)) / 2
        self.assertAlmostEqual(left(".band-open"), middle(".change.opened"), delta=2)
        self.assertAlmostEqual(right(".band-open"), middle(".change.closed"), delta=2)
        self.assertLess(left(".band-may-be-open"), left(".band-open"))
        bands = "document.querySelector('.band-open title').textContent"
        self.assertIn("reading: open from 2024-05-10 01:48:18", self.browser.run(bands))

    def test_the_span_of_the_picture_can_be_chosen(self):
        self.open_one(2)
        width = "document.querySelector('.band-open').getBoundingClientRect().width"
        before = self.browser.run(width)
        self.assertEqual(self.texts("figcaption button"), ["what happened", "requests", "all logs"])
        self.press("figcaption button", 2)
        self.assertLess(self.browser.run(width), before / 2)
        self.assertEqual(
            self.browser.run("document.querySelectorAll('figcaption button')[2].ariaPressed"), "true"
        )
        self.check_quiet()

    def test_all_that_can_be_pressed_has_a_name_and_the_picture_is_told(self):
        self.open_one(sources=20, objects=14, alerts=120)
        for role in ("button", "link", "combobox", "searchbox", "checkbox"):
            self.assertNotIn("", [name.strip() for name in self.names(role)], role)
        self.assertIn("Copy the command aws s3api get-bucket-policy-status", self.names("button")[-1]
                      + "".join(self.names("button")))
        pictures = self.names("image") or self.names("img")
        self.assertEqual(len(pictures), 1)
        self.assertIn("reading: open from 2024-05-10", pictures[0])
        self.assertIn("example-backups-0", " ".join(self.names("article")))
        headings = self.names("heading")
        for wanted in ("Incidents", "Why", "What to do", "Timeline", "Sources", "Alerts"):
            self.assertIn(wanted, headings)

    def test_many_alerts_are_made_on_demand(self):
        self.open_one(alerts=250)
        self.assertEqual(len(self.texts("details.alerts tbody tr")), 0)
        self.browser.run("document.querySelector('details.alerts').open = true")
        self.wait(100)
        shown = lambda: len(self.texts("details.alerts > .scroll > table > tbody > tr"))
        self.assertEqual(shown(), 100)
        self.press("details.alerts > .choice")
        self.assertEqual(shown(), 200)
        self.press("details.alerts > .choice")
        self.assertEqual(shown(), 250)
        self.check_quiet()

    def test_an_identity_of_the_account_is_told_beside_its_source(self):
        self.open_one(sources=7)
        self.assertIn("stolen until proven otherwise", self.texts("p.stolen")[0])
        self.assertIn("10.0.0.7", self.texts("p.stolen")[0])


if __name__ == "__main__":
    main()
