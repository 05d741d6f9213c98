// Makes a page from JSON on standard input, one line an element: of dossiers, or with the argument
// `incidents` of incidents.
#include <iostream>
#include <string>
#include <string_view>

#include "investigate/dossier/page.h"
#include "report/forms/incident_page.h"

int main(int argc, char** argv) {
  const bool is_of_incidents = argc > 1 && argv[1] == std::string_view("incidents");
  std::cout << (is_of_incidents ? s3rare::report::page_begin() : s3rare::investigate::page_begin());
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << s3rare::investigate::page_dossier(line);
  }
  std::cout << (is_of_incidents ? s3rare::report::page_end() : s3rare::investigate::page_end());
  return std::cout.flush() ? 0 : 1;
}
