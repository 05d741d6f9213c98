"""Light, dark, on a phone, and on paper."""

import os

from incident_case import IncidentTest
from page_case import main

# The lowest contrast of text with its ground, over all elements with text of their own.
LOWEST = """(() => {
  const luminance = (parts) => {
    const linear = parts.map((part) => {
      const one = part / 255;
      return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found.slice(0, 3);
    }
    return [255, 255, 255];
  };
  let lowest = [99, ''];
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!hasText || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const color = parts(element.namespaceURI.endsWith('svg') ? style.fill : style.color).slice(0, 3);
    const both = [luminance(color), luminance(ground(element))].sort((a, b) => b - a);
    const contrast = (both[0] + 0.05) / (both[1] + 0.05);
    if (contrast < lowest[0]) lowest = [contrast, element.outerHTML.slice(0, 200)];
  }
  return lowest;
})()"""


class IncidentLook(IncidentTest):
    def open_first(self, number):
        self.browser.run(
            f"[...document.querySelectorAll('button.open')].slice(0, {number}).forEach((one) => one.click());"
            "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
        )
        self.wait(200)

    def test_every_text_is_readable_in_light_and_dark(self):
        for dark in (False, True):
            self.browser.screen(1280, 900, dark)
            self.show_many(12, sources=9)
            self.open_first(12)
            contrast, where = self.browser.run(LOWEST)
            self.assertGreaterEqual(contrast, 4.5, where)
            self.check_quiet()

    def test_nothing_is_wider_than_a_phone(self):
        self.browser.screen(360, 740)
        self.show_many(5, sources=9, objects=9)
        self.open_first(5)
        self.assertLessEqual(self.browser.run("document.documentElement.scrollWidth"), 360)
        self.check_quiet()

    def paper(self):
        """What is on paper: rows of the list, and articles with their heights."""
        path = os.path.join(self.folder.name, "page.pdf")
        self.browser.print_to(path)
        with open(path, "rb") as file:
            pdf = file.read()
        self.assertTrue(pdf.startswith(b"%PDF"))
        self.browser.run("dispatchEvent(new Event('beforeprint'))")
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        seen = "[...document.querySelectorAll({!r})].filter((one) => one.offsetHeight > 0).length"
        found = [self.browser.run(seen.format(one)) for one in
                 ("tr.entry", "article", "#filters", "article button", "article details")]
        self.browser.call("Emulation.setEmulatedMedia", media="")
        self.browser.run("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(self.texts("#pages article"), [])
        return found, pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page ")

    def test_paper_has_the_list_and_then_a_sheet_for_each_incident(self):
        self.show_many(130, sources=20, objects=20)
        found, pages = self.paper()
        self.assertEqual(found, [130, 130, 0, 0, 0])
        self.assertLessEqual(pages, 130 + 25)
        self.check_quiet()

    def test_paper_has_only_the_open_incidents_if_there_are_some(self):
        self.show_many(30)
        self.open_first(2)
        found, _ = self.paper()
        self.assertEqual(found, [30, 2, 0, 0, 0])
        self.check_quiet()


if __name__ == "__main__":
    main()
