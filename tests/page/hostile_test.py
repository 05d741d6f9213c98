"""Text from strangers in every field: it runs nothing, hides nothing, and is shown as text."""

import unicodedata

import dossiers
from page_case import PageTest, main

# Each would set window.ran, send a request or open a dialog if it were more than text.
HOSTILE = [
    "</script><script>window.ran=1</script>",
    "</ScRiPt ><svg/onload=window.ran=1>",
    "<!--<script>window.ran=1//-->",
    "]]><img src=x onerror=window.ran=1>",
    "<img src=https://192.0.2.1/ onerror=alert(1)>",
    "<iframe srcdoc='<script>parent.ran=1</script>'>",
    "javascript:window.ran=1//",
    "\"'` onmouseover=window.ran=1 x='",
    '"};window.ran=1;//',
    "${window.ran=1}{{window.ran=1}}<%=window.ran=1%>#{window.ran=1}",
    "</style><style>*{display:none}</style>",
    "url(https://192.0.2.1/x.png)",
    "&lt;img src=x onerror=window.ran=1&gt; &#x3c;",
    "__proto__",
    "constructor",
    "toString",
    "exe.\u202egnp\u202c\u2066\u2069\u200f.txt",
    "nul\x00esc\x1b[31m\x1b]0;title\x07bell\x7f\x9b31m",
    "line\nbreak\r\ttab\u2028\u2029\u0085",
    "zero\u200bwidth\u00adsoft\ufeffbom\u2060\u3164filler\U000e0041tag",
    "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358\u0359 piled",
    "שלום/العربية/日本語/é/😀",
    "\\u202e is no escape",
    "   ",
    "",
    "\ud800 lone",
    "A" * 5000,
]

SENTINELS = """(() => {
  const all = [...document.querySelectorAll('tbody *')];
  const forbidden = (attribute) => /^on|^src|^href|^style/.test(attribute.name);
  return {
    ran: window.ran,
    text: document.getElementById('list').textContent,
    elements: [...new Set(all.map((one) => one.nodeName))],
    handlers: all.flatMap((one) => [...one.attributes]).filter(forbidden).length,
    scripts: document.querySelectorAll('script:not([type])').length,
    styles: document.querySelectorAll('style').length,
  };
})()"""
ELEMENTS = set(
    "TR TD BUTTON BDI SPAN SMALL ARTICLE DIV H2 H3 H4 P DL DT DD SECTION OL UL LI DETAILS SUMMARY "
    "TABLE THEAD TBODY TH STRONG FIGURE FIGCAPTION PRE svg line path rect text title".split()
)


def is_hidden(character):
    category = unicodedata.category(character)
    is_space = category == "Zs" and character != " "
    return category in "Cc Cf Cs Co Cn Zl Zp".split() or is_space or character == "\u3164"


def visible(text):
    """The page's form of a text, computed independently with Python's own character tables."""
    shown = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
        units = character.encode("utf-16-be", "surrogatepass").hex()
        escape = short or "".join("\\u" + units[at : at + 4] for at in range(0, len(units), 4))
        shown.append(escape if is_hidden(character) or marks > 4 else character)
    return "".join(shown)


class Hostile(PageTest):
    def check_harmless(self):
        found = self.browser.run(SENTINELS)
        self.assertIsNone(found.get("ran"))
        self.assertEqual(
            [one for one in set(found.pop("text")) if is_hidden(one) and one != "\n"], []
        )
        self.assertEqual(set(found["elements"]) - ELEMENTS, set())
        self.assertEqual((found["handlers"], found["scripts"], found["styles"]), (0, 1, 1))
        self.check_quiet()

    def test_strangers_text_runs_nothing_and_is_shown_as_text(self):
        made = [
            dossiers.with_every_text(dossiers.dossier(10 + at), text)
            for at, text in enumerate(HOSTILE)
        ]
        self.show(made)
        self.check_harmless()
        self.open_all()
        self.check_harmless()
        findings = self.browser.run(
            "[...document.querySelectorAll('article')]"
            ".map((one) => one.querySelector('.findings bdi').textContent)"
        )
        for text, shown in zip(HOSTILE, findings):
            wanted = visible(text.replace("\ud800", "\ufffd" * 3) if "\ud800" in text else text)
            if len(text) > 1000:
                wanted = wanted[:1000] + "… 4,000 more characters"
            self.assertEqual(shown, wanted)
        for text in HOSTILE[:12]:
            self.type_words(text)
            self.assertGreaterEqual(len(self.texts("tr.entry")), 1, text)
        self.check_harmless()

    def test_a_time_may_be_invalid(self):
        self.show(
            [
                dossiers.with_every_text(dossiers.dossier(10 + at), text, kept=())
                for at, text in enumerate(HOSTILE)
            ]
        )
        self.open_all()
        self.assertEqual(len(self.texts("article")), len(HOSTILE))
        self.check_harmless()

    def test_member_names_are_strangers_text_too(self):
        made = dossiers.dossier(0)
        for text in HOSTILE[:-2]:
            made["alert"][text] = {text: text}
        self.show([made])
        self.open_all()
        self.check_harmless()

    def test_a_text_of_a_mebibyte_is_cut_and_shown_whole_on_demand(self):
        made = dossiers.dossier(0)
        made["alert"]["user_agent"]["original"] = "<b>" + "x" * (1 << 20)
        self.show([made])
        shown = self.texts(".facts > div:nth-child(3) > dd")[0]
        self.assertLess(len(shown), 2000)
        self.assertIn("1,048,279 more characters", shown)
        self.press(".facts .rest")
        self.assertEqual(len(self.texts(".facts > div:nth-child(3) > dd")[0]), (1 << 20) + 3)
        self.assertTrue(self.browser.run("document.documentElement.scrollWidth <= innerWidth"))
        self.check_harmless()

    def test_no_text_makes_the_page_wider_than_a_phone(self):
        long = [
            dossiers.with_every_text(dossiers.dossier(at), text)
            for at, text in enumerate(["w" * 3000, "日" * 300, "-" * 900])
        ]
        self.browser.screen(360, 740)
        self.show(long + [dossiers.dossier(at) for at in range(4)])
        self.open_all()
        self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), 360)
        self.check_harmless()

    def test_the_policy_stops_injected_scripts(self):
        path = self.show([dossiers.dossier(0)])
        with self.assertRaisesRegex(RuntimeError, "TrustedHTML"):
            self.browser.run("document.body.innerHTML = '<img src=x onerror=window.ran=1>'")
        with open(path, encoding="utf-8") as file:
            page = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(
                page.replace(
                    "</main>",
                    "<script>window.ran=1</script><img src=x onerror=window.ran=1></main>",
                )
            )
        self.browser.open(path)
        self.assertIsNone(self.browser.run("window.ran"))
        self.assertGreaterEqual(len(self.browser.complaints()), 2)


if __name__ == "__main__":
    main()
