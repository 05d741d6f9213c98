"""The list of incidents: order, columns, filters, links."""

import json

import incidents
from incident_case import IncidentTest
from page_case import main


class IncidentList(IncidentTest):
    def choose(self, select, text):
        self.browser.run(
            f"(() => {{ const select = document.getElementById({json.dumps(select)});"
            f"const at = [...select.options].findIndex((one) => one.text.startsWith({json.dumps(text)}));"
            "select.selectedIndex = at; select.dispatchEvent(new Event('change')); return at; })()"
        )

    def test_incidents_keep_the_order_of_the_report(self):
        self.show_many(9)
        self.assertEqual(self.buckets(), [f"example-backups-{at}" for at in range(9)])
        self.assertEqual(self.texts("tr.detail"), [])
        self.assertEqual(
            self.texts("#overview"),
            ["9 incidents · 4 critical · 4 high · 1 medium · 3 still open · 18 alerts"],
        )
        self.check_quiet()

    def test_the_head_says_what_the_report_rests_on(self):
        self.show_many(2)
        head = self.texts("#head")[0]
        for part in ("0.1.0", "AWSLogs", "120,000", "--term", "source.address", "2024-05-09"):
            self.assertIn(part, head)

    def test_a_column_head_sorts_and_a_second_click_reverses(self):
        self.show_many(12)
        for sort in ("bucket", "state", "account", "region", "last", "sources", "bytes", "alerts"):
            self.press(f"[data-sort={sort}]")
            self.assertEqual(len(self.buckets()), 12)
        self.press("[data-sort=bucket]")
        names = [f"example-backups-{at}" for at in range(12)]
        self.assertEqual(self.buckets(), names)
        self.press("[data-sort=bucket]")
        self.assertEqual(self.buckets(), names[::-1])
        self.press("[data-sort=account]")
        accounts = self.texts("td.account > bdi")
        self.assertEqual(accounts, sorted(accounts))
        self.assertEqual(
            self.browser.run("document.querySelector('th.account').getAttribute('aria-sort')"),
            "ascending",
        )
        self.check_quiet()

    def test_filters_keep_incidents_that_match_all_of_them(self):
        made, files = incidents.many(24)
        self.show(made, files)
        all_of = [one["incident"] for one in made]
        self.choose("accounts", "444455556666")
        wanted = [one for one in all_of if one["account"] == "444455556666"]
        self.assertEqual(self.buckets(), [one["bucket"] for one in wanted])
        self.choose("regions", "eu-west-1")
        wanted = [one for one in wanted if one["region"] == "eu-west-1"]
        self.assertEqual(self.buckets(), [one["bucket"] for one in wanted])
        self.press("input[name=open]")
        wanted = [one for one in wanted if one["state"]["value"] == "open"]
        self.assertEqual(self.buckets(), [one["bucket"] for one in wanted])
        self.assertEqual(self.texts("#count"), [f"{len(wanted)} of 24 incidents"])
        self.choose("accounts", "all")
        self.choose("regions", "all")
        self.press("input[name=open]")
        self.press("input[name=wrote]")
        self.type_words("DANA customers-1.sql")
        wanted = [one for one in all_of if one["access"]["written"]["requests"]]
        self.assertEqual(self.buckets(), [one["bucket"] for one in wanted])
        self.type_words("no such thing")
        self.assertEqual(self.buckets(), [])
        self.check_quiet()

    def test_a_filter_of_one_value_is_not_offered(self):
        made, files = incidents.many(3)
        for one in made:
            one["incident"]["account"] = "111122223333"
        self.show(made, files)
        hidden = "document.getElementById({!r}).parentElement.hidden"
        self.assertEqual(
            [self.browser.run(hidden.format(name)) for name in ("accounts", "regions")],
            [True, True],
        )

    def test_a_link_opens_its_incident_whatever_is_filtered(self):
        path = self.show_many(150)
        self.type_words("example-backups-3")
        self.browser.run(f"location.hash = '#{140:032x}'")
        self.wait(200)
        self.assertEqual(len(self.texts("article")), 1)
        self.assertIn("example-backups-140:", self.texts("article h2")[0])
        self.assertEqual(
            self.browser.run("document.activeElement.textContent"), "example-backups-140"
        )
        seen = "(() => { const box = document.querySelector('tr.is-open').getBoundingClientRect();"
        seen += "return box.top >= 0 && box.top < innerHeight; })()"
        self.assertTrue(self.browser.run(seen))
        with open(path, "rb") as file:
            self.assertNotIn(b"example-backups-140\" id", file.read())
        self.check_quiet()

    def test_incidents_of_the_same_sources_are_linked(self):
        made, files = incidents.many(2)
        other = made[1]["incident"]
        made[0] = incidents.incident(0, files, others=[other])
        self.show(made, files)
        self.press("tr.entry .open")
        self.press("article section li .link")
        self.wait(200)
        self.assertEqual(len(self.texts("article")), 2)
        self.assertIn(other["bucket"], self.texts("article h2")[1])
        self.check_quiet()

    def test_an_incident_opens_and_closes_by_keyboard(self):
        self.show_many(3)
        self.browser.run("document.querySelectorAll('button.open')[1].focus()")
        enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        for expected in (1, 0):
            self.browser.call("Input.dispatchKeyEvent", type="keyDown", **enter)
            self.browser.call("Input.dispatchKeyEvent", type="keyUp", **enter)
            self.assertEqual(len(self.texts("article")), expected)
            self.assertEqual(
                self.browser.run("document.activeElement.getAttribute('aria-expanded')"),
                "true" if expected else "false",
            )
        self.check_quiet()

    def test_no_incident_says_so_and_one_is_open(self):
        self.show([])
        self.assertEqual(self.texts("#overview"), ["No incidents"])
        self.assertTrue(self.browser.run("document.getElementById('incidents').hidden"))
        self.show_many(1)
        self.assertEqual(len(self.texts("article")), 1)
        self.check_quiet()

    def test_a_torn_incident_is_reported_and_hides_no_other(self):
        made, files = incidents.many(2)
        lines = incidents.page_lines(made, files)
        self.browser.open(self.make(lines[:2] + ['{"incident":'] + lines[2:]))
        self.assertEqual(len(self.buckets()), 2)
        self.assertIn("1 incident unreadable", self.texts("#overview")[0])
        self.check_quiet()


if __name__ == "__main__":
    main()
