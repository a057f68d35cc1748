// Prints the German texts one a line, in the order of strings::Key: the file that strings::Catalog reads in the portal.
// Compiled and run by tools/pack_portal.py, so that the tables stay the only place with texts.
#include <cstdio>
#include <cstring>

#include "ui/strings/texts.hpp"

int main() {
  for (const char* text : pratique::strings::kGerman) {
    if (std::strchr(text, '\n') != nullptr) return std::fprintf(stderr, "a text has a line break: %s\n", text), 1;
    std::puts(text);
  }
  return 0;
}
