// In place of parts of the C library that come with Dear ImGui and nlohmann/json and are never of use in the portal, 20 KB of them:
// reading formatted text, printing fractional numbers, and arithmetic on 128-bit floats for both.
// The linker puts these three in their place (--wrap in cmake/web.cmake).
#include <cstdarg>
#include <cstddef>

extern "C" {

int vsniprintf(char* out, std::size_t size, const char* format, va_list arguments);  // Emscripten's, of integers and strings only
double pratique_number(const char* text);

// Only in ImGui's reader of its settings file, of which there is none.
int __wrap_sscanf(const char* /*text*/, const char* /*format*/, ...) {
  return 0;
}

// Window names and SDL's error texts hold no fractions.
int __wrap_vsnprintf(char* out, std::size_t size, const char* format, va_list arguments) {
  return vsniprintf(out, size, format, arguments);
}

// Of a number that nlohmann/json has checked digit by digit. The browser reads it just as well.
double __wrap_strtod(const char* text, char** end) {
  if (end != nullptr) {
    *end = const_cast<char*>(text);
    while (**end != '\0') ++*end;
  }
  return pratique_number(text);
}

}  // extern "C"
