// Makes the page from dossiers on standard input, one per line.
#include <iostream>
#include <string>

#include "investigate/dossier/page.h"

int main() {
  std::cout << s3rare::investigate::page_begin();
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << s3rare::investigate::page_dossier(line);
  }
  std::cout << s3rare::investigate::page_end();
  return std::cout.flush() ? 0 : 1;
}
