// Dossiers as one self-contained web page, to keep, mail or print.
//
// The page is `page_begin`, any number of dossiers, and `page_end`, in this order, so that the
// writer holds one dossier at a time. Its style and script are in src/investigate/page; the build
// embeds them into the program. Untrusted text stays data: it cannot end the element that holds it,
// and the page's Content-Security-Policy runs only the page's own script and fetches nothing.
// Sources: HTML Standard, "Restrictions for contents of script elements"; Content Security Policy
// Level 3; RFC 8259 (escapes).
#pragma once

#include <string>
#include <string_view>

namespace s3rare::investigate {

/// The page up to the first dossier: head, style, and the text shown without a script.
std::string_view page_begin();

/// A dossier as an element of the page, with an end of line.
/// @param json  the result of `dossier_json`
std::string page_dossier(std::string_view json);

/// What follows the last dossier: the script.
std::string_view page_end();

}  // namespace s3rare::investigate
