"""The list of alerts: order, filter, opening and closing."""

import json

import dossiers
from page_case import PageTest, main


class List(PageTest):
    def test_alerts_are_listed_by_time_and_nothing_else_happens(self):
        self.show([dossiers.dossier(at) for at in (2, 0, 1)])
        self.assertEqual(
            self.texts("tr.entry button.open"),
            ["2024-05-09 03:34:58", "2024-05-09 03:41:35", "2024-05-09 03:48:12"],
        )
        self.assertEqual(self.texts("tr.detail"), [])
        self.assertIn("3 alerts · 3 sources · 3 buckets", self.texts("#overview")[0])
        self.check_quiet()

    def test_a_column_head_sorts_by_its_values_and_a_second_click_reverses_them(self):
        made = [dossiers.dossier(at) for at in range(12)]
        self.show(made)
        addresses = [
            one["alert"]["source"]["address"]
            for one in made
            if one["alert"]["source"]["address"].startswith("192")
        ]
        addresses.sort(key=lambda text: [int(part) for part in text.split(".")])
        shown = lambda: [text for text in self.texts("td.source > bdi") if text.startswith("192")]
        self.press("[data-sort=source]")
        self.assertEqual(shown(), addresses)
        self.press("[data-sort=source]")
        self.assertEqual(shown(), addresses[::-1])
        self.assertEqual(
            self.browser.run("document.querySelector('th.source').getAttribute('aria-sort')"),
            "descending",
        )
        self.press("[data-sort=priority]")
        ranks = [["high", "medium", "low"].index(text) for text in self.texts("td.priority")]
        self.assertEqual(ranks, sorted(ranks))
        for sort in ("place", "action", "bucket", "key", "bytes", "marks", "time"):
            self.press(f"[data-sort={sort}]")
            self.assertEqual(len(self.texts("tr.entry")), 12)
        self.check_quiet()

    def test_words_and_boxes_keep_only_alerts_that_match_all_of_them(self):
        made = [dossiers.dossier(at) for at in range(40)]
        self.show(made)
        self.type_words("  NIGHTLY  curl ")
        wanted = [
            one
            for one in made
            if "nightly" in json.dumps(one["alert"])
            and "curl" in one["alert"]["user_agent"]["original"]
        ]
        self.assertEqual(len(self.texts("tr.entry")), len(wanted))
        self.assertEqual(self.texts("#count"), [f"{len(wanted)} of 40 alerts"])
        self.type_words("no such thing")
        self.assertEqual(self.texts("tr.entry"), [])
        self.type_words("")
        self.press("input[name=opened]")
        self.press("input[name=signed]")
        wanted = [
            one for one in made if one["exposed_by"] and one["source_activity"]["signed"]["records"]
        ]
        self.assertEqual(len(self.texts("tr.entry")), len(wanted))
        self.press("input[name=high]")
        wanted = [one for one in wanted if one["alert"]["s3rare"]["priority"] == "high"]
        self.assertEqual(len(self.texts("tr.entry")), len(wanted))
        self.check_quiet()

    def test_a_dossier_opens_and_closes_by_keyboard_and_stays_open_when_sorted(self):
        self.show([dossiers.dossier(at) for at in range(5)])
        self.browser.run("document.querySelectorAll('button.open')[1].focus()")
        enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        self.browser.call("Input.dispatchKeyEvent", type="keyDown", **enter)
        self.browser.call("Input.dispatchKeyEvent", type="keyUp", **enter)
        self.assertEqual(len(self.texts("tr.detail")), 1)
        self.press("[data-sort=time]")
        self.assertEqual(
            self.browser.run(
                "document.querySelector('tr.detail').previousSibling.cells[0].textContent"
            ),
            "2024-05-09 03:41:35",
        )
        self.press("tr.is-open button.open")
        self.assertEqual(self.texts("tr.detail"), [])
        self.check_quiet()

    def test_an_empty_list_says_that_there_are_no_alerts(self):
        self.show([])
        self.assertEqual(self.texts("#overview"), ["No alerts"])
        self.assertTrue(self.browser.run("document.getElementById('alerts').hidden"))
        self.check_quiet()

    def test_one_alert_is_open(self):
        self.show([dossiers.dossier(0)])
        self.assertEqual(len(self.texts("article")), 1)
        self.check_quiet()

    def test_a_torn_dossier_is_reported_and_hides_no_other(self):
        self.browser.open(
            self.make(
                dossiers.lines([dossiers.dossier(0)])
                + ['{"alert":']
                + dossiers.lines([dossiers.dossier(1)])
            )
        )
        self.assertEqual(len(self.texts("tr.entry")), 2)
        self.assertIn("1 dossier unreadable", self.texts("#overview")[0])
        self.check_quiet()


if __name__ == "__main__":
    main()
