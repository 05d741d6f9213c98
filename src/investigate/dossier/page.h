// Dossiers as one web page that needs nothing else: it may be kept, mailed and printed.
//
// The page is `page_begin`, any number of dossiers, and `page_end`, one after the other, so that
// whoever writes it holds one dossier at a time. How it looks and works is in src/page; the build
// puts that into the program. What strangers wrote stays data: it cannot end the element that it
// stands in, and the page's Content-Security-Policy lets nothing run but the page's own script, and
// nothing be fetched at all.
// Sources: HTML Standard, "Restrictions for contents of script elements"; Content Security Policy
// Level 3; RFC 8259 (escapes).
#pragma once

#include <string>
#include <string_view>

namespace s3rare::investigate {

/// The page up to the first dossier: head, style, and what to read without a script.
std::string_view page_begin();

/// A dossier as it stands in the page, with an end of line.
/// @param json  one dossier as `dossier_json` makes it
std::string page_dossier(std::string_view json);

/// What follows the last dossier: the script.
std::string_view page_end();

}  // namespace s3rare::investigate
