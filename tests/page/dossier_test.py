"""An open dossier shows its contents, and nothing else."""

import json

import dossiers
from page_case import PageTest, main


class Dossier(PageTest):
    def fact(self, name):
        return self.browser.run(
            "[...document.querySelectorAll('.facts > div')]"
            f".filter((one) => one.firstChild.textContent === {json.dumps(name)})"
            ".map((one) => one.lastChild.textContent)"
        )

    def test_the_page_shows_the_numbers_of_the_dossier(self):
        for number in range(12):
            made = dossiers.dossier(number)
            self.show([made])
            cells = dict(
                (row[0], row[1:])
                for row in self.browser.run(
                    "[...document.querySelectorAll('.measures tbody tr')]"
                    ".map((row) => [...row.cells].map((cell) => cell.textContent))"
                )
            )
            for title, name in (
                ("requests", "records"),
                ("succeeded", "succeeded"),
                ("objects read", "objects_read"),
            ):
                self.assertEqual(
                    cells[title], [f"{made[side][name]:,}" for side in ("prior", "followup")]
                )
            self.assertEqual(
                cells["denied or failed"],
                [
                    f"{made[side]['records'] - made[side]['succeeded']:,}"
                    for side in ("prior", "followup")
                ],
            )
            about = [
                "about " if made[side]["keys"]["estimated"] else ""
                for side in ("prior", "followup")
            ]
            self.assertEqual(
                cells["keys"],
                [
                    f"{about[at]}{made[side]['keys']['count']:,}"
                    for at, side in enumerate(("prior", "followup"))
                ],
            )
            self.assertEqual(self.fact("records"), [f"{made['source_activity']['records']:,}"])
            self.assertEqual(
                self.texts(".findings > li > bdi"), [one["text"] for one in made["findings"]]
            )
            self.assertEqual(
                self.texts("section > .one-change strong"),
                [
                    (
                        "1 h 2 min before",
                        "1 h 2 min before",
                        "1 d 1 h after",
                        "1 h 2 min before",
                        "22 h 13 min before",
                    )[at]
                    for at in ((0, 2, 3, 4) if made["exposed_by"] else ())
                ],
            )
            self.check_quiet()

    def test_the_json_is_the_dossier_itself(self):
        made = dossiers.dossier(4)
        made["alert"]["user_agent"]["original"] = "\u202e\x00\x1b</script>\u2028é"
        self.show([made])
        self.assertEqual(self.texts(".raw pre"), [])
        self.press(".raw > summary")
        self.wait(100)
        self.assertEqual(json.loads(self.texts(".raw pre")[0]), made)
        self.check_quiet()

    def test_the_picture_has_a_bar_for_each_step_a_mark_for_each_change_and_the_time_of_the_alert(
        self,
    ):
        made = dossiers.dossier(0)
        self.show([made])
        steps = made["timeline"]["steps"]
        for name in ("anonymous", "denied", "signed"):
            self.assertEqual(len(self.texts(f"rect.{name}")), sum(step[name] > 0 for step in steps))
        self.assertEqual(len(self.texts("path.change")), 3)
        self.assertEqual(len(self.texts("path.change.cause")), 1)
        places = self.browser.run(
            "['path.cause', 'line.moment', 'path.closed']"
            ".map((selector) => document.querySelector(selector).getBoundingClientRect().left)"
        )
        self.assertEqual(places, sorted(places))
        for at in range(len(self.texts(".choice"))):
            self.press(".choice", at)
            self.assertEqual(
                self.browser.run(
                    "[...document.querySelectorAll('.choice')].map((one) => one.ariaPressed)"
                ).index("true"),
                at,
            )
        self.check_quiet()

    def test_everything_is_copied_as_text_including_folded_parts(self):
        made = dossiers.dossier(0)
        self.show([made])
        self.browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite"])
        self.press(".copy")
        self.wait(200)
        text = self.browser.run("navigator.clipboard.readText()")
        wanted = [
            made["findings"][0]["text"],
            made["findings"][0]["evidence"][0]["event_id"],
            made["exposed_by"]["actor"],
            made["other_sources"]["top"][2]["address"],
        ]
        wanted += [
            key["key"] for key in made["prior"]["first_keys"] + made["followup"]["first_keys"]
        ]
        for part in wanted:
            self.assertIn(part, text)
        self.assertNotIn("Copy as text", text)
        self.check_quiet()

    def test_a_dossier_that_lacks_almost_everything_is_shown(self):
        whole = dossiers.dossier(0)
        lacking = [
            {},
            {"alert": None},
            {"alert": {"source": "text", "s3rare": [], "@timestamp": 5}},
            {"alert": whole["alert"]},
        ]
        lacking += [
            {name: part for name, part in whole.items() if name != left_out} for left_out in whole
        ]
        self.show(lacking)
        self.open_all()
        self.assertEqual(len(self.texts("article")), len(lacking))
        self.check_quiet()


if __name__ == "__main__":
    main()
