// The one declared gate between C++ and the page's JavaScript. Everything C++ may call is listed here and implemented in
// web/library_app.js; everything JavaScript may call is exported by the .cpp that owns it (pratique_on_*).
// Text goes in as pointer and length in UTF-8. Text that comes back, in results or calls, is zero-terminated, allocated with malloc and
// owned by C++ (OwnedText). `handle` is the address of the C++ object to call back; JavaScript forgets it when the call was stopped or
// aborted.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace pratique::web {

class OwnedText {
 public:
  explicit OwnedText(char* text) : text_(text) {}
  ~OwnedText() { std::free(text_); }
  OwnedText(const OwnedText&) = delete;
  OwnedText& operator=(const OwnedText&) = delete;
  [[nodiscard]] bool present() const { return text_ != nullptr; }
  [[nodiscard]] std::string str() const { return text_ ? std::string(text_) : std::string(); }

 private:
  char* text_;
};

// What pratique_rasterise writes; floats and pointer in one block that JavaScript knows by offset.
struct RasterisedText {
  std::int32_t width, height;
  float left, top, advance;
  std::int32_t coloured;
  std::uint8_t* rgba;  // malloc, width*height*4, or null
};

extern "C" {
// frames and timers
void pratique_request_frame();
void pratique_timer_start(void* handle, double delay_ms);
void pratique_timer_stop(void* handle);
double pratique_now_ms();

// HTTP; headers are "name: value\n" lines; body_file is of the given files, or 0
void pratique_fetch(void* handle, const char* method, int method_length, const char* path, int path_length, const char* headers,
                    int headers_length, const char* body, int body_length, double timeout_ms, int streaming, unsigned body_file);
void pratique_fetch_abort(void* handle);

// browser services
char* pratique_storage_read(const char* key, int key_length);
void pratique_storage_write(const char* key, int key_length, const char* value, int value_length);
void pratique_storage_erase(const char* key, int key_length);
void pratique_clipboard_write(const char* text, int length);
void pratique_save_file(const char* name, int name_length, const char* type, int type_length, const char* bytes, int length);
// A file in pieces: `file` is what begin gave; finish and drop end it.
int pratique_file_begin(const char* name, int name_length, const char* type, int type_length);
void pratique_file_append(int file, const char* bytes, int length);
void pratique_file_finish(int file);
void pratique_file_drop(int file);
void pratique_choose_file(void* handle, const char* accept, int length, double max_bytes);
void pratique_choose_file_stop(void* handle);
// Files given by the reader: `listener` hears of them (null: nobody); they are known by number.
void pratique_files_listen(void* listener);
void pratique_files_choose(const char* accept, int length);
unsigned pratique_files_keep(const char* name, int name_length, const char* bytes, int length);
void pratique_files_forget(unsigned file);
char* pratique_url_current();
void pratique_url_set(const char* url, int length, int replace);
void pratique_sign_out_page();

// Intl
void pratique_set_language(const char* tag, int length);
char* pratique_texts(const char* tag, int length);  // null: not there yet; a frame comes when it is
char* pratique_format_decimal(double value, int fraction_digits);
char* pratique_format_date(double epoch_ms, int style);
char* pratique_plural(double count);
int pratique_zone_offset_minutes(double epoch_ms);

// text
void pratique_face_metrics(int face, float size, float* ascent_descent);
float pratique_text_width(int face, float size, int right_to_left, const char* text, int length);
void pratique_rasterise(int face, float size, int right_to_left, const char* text, int length, std::uint32_t text_rgba,
                        RasterisedText* out);

// what the page shows beside the canvas
void pratique_publish_nodes(const char* json, int length);
void pratique_publish_text_input(const char* json, int length);
void pratique_publish_frame(const char* json, int length);
void pratique_set_title(const char* text, int length);
void pratique_set_page_language(const char* tag, int length, int right_to_left);
void pratique_set_theme(const char* name, int length);
void pratique_set_cursor(const char* name, int length);
void pratique_start_page(void* events);
void pratique_report_frame(double cpu_ms);
}

}  // namespace pratique::web
