# SDL2 for the browser, from the source package that emsdk-env.sh unpacks: window, GL context and pointer events only.
# Nothing is ever drawn into an SDL surface, so the software blitters stay out too: the surface code reaches them by tables, which no linker sees
# through (sdl2_unused.c answers in their place).
# Emscripten's own port builds all of SDL (audio, joysticks, 2D renderer: about 100 KB of wasm that the portal never calls).
string(REGEX REPLACE "^sdl2=" "" sdl2_dir "$ENV{EMCC_LOCAL_PORTS}")
set(PRATIQUE_SDL2_DIR "${sdl2_dir}" CACHE PATH "unpacked SDL2 source")
if(NOT EXISTS ${PRATIQUE_SDL2_DIR}/include/SDL.h)
  message(FATAL_ERROR "SDL2's source is missing: configure through ./dev, which sets EMCC_LOCAL_PORTS")
endif()
set(sdl2_sources
  SDL.c SDL_assert.c SDL_dataqueue.c SDL_error.c SDL_hints.c SDL_list.c SDL_log.c SDL_utils.c
  atomic/SDL_atomic.c atomic/SDL_spinlock.c cpuinfo/SDL_cpuinfo.c
  events/SDL_clipboardevents.c events/SDL_displayevents.c events/SDL_dropevents.c events/SDL_events.c events/SDL_gesture.c
  events/SDL_keyboard.c events/SDL_keysym_to_scancode.c events/SDL_mouse.c events/SDL_quit.c events/SDL_scancode_tables.c
  events/SDL_touch.c events/SDL_windowevents.c
  stdlib/SDL_crc16.c stdlib/SDL_crc32.c stdlib/SDL_getenv.c stdlib/SDL_iconv.c stdlib/SDL_malloc.c stdlib/SDL_qsort.c
  stdlib/SDL_stdlib.c stdlib/SDL_string.c stdlib/SDL_strtokr.c
  thread/SDL_thread.c thread/generic/SDL_syscond.c thread/generic/SDL_sysmutex.c thread/generic/SDL_syssem.c
  thread/generic/SDL_systhread.c thread/generic/SDL_systls.c
  timer/SDL_timer.c timer/unix/SDL_systimer.c file/SDL_rwops.c
  video/SDL_clipboard.c video/SDL_egl.c video/SDL_pixels.c video/SDL_rect.c video/SDL_surface.c video/SDL_video.c
  video/emscripten/SDL_emscriptenevents.c video/emscripten/SDL_emscriptenframebuffer.c video/emscripten/SDL_emscriptenmouse.c
  video/emscripten/SDL_emscriptenopengles.c video/emscripten/SDL_emscriptenvideo.c
  misc/SDL_url.c misc/emscripten/SDL_sysurl.c loadso/dlopen/SDL_sysloadso.c)
list(TRANSFORM sdl2_sources PREPEND ${PRATIQUE_SDL2_DIR}/src/)
add_library(sdl2 STATIC ${sdl2_sources} ${CMAKE_CURRENT_LIST_DIR}/sdl2_unused.c)
target_include_directories(sdl2 SYSTEM PUBLIC ${PRATIQUE_SDL2_DIR}/include)
target_compile_definitions(sdl2 PUBLIC SDL_AUDIO_DISABLED SDL_JOYSTICK_DISABLED SDL_SENSOR_DISABLED SDL_POWER_DISABLED SDL_RENDER_DISABLED
                                       SDL_LOADSO_DISABLED SDL_FILE_DISABLED)
target_compile_options(sdl2 PRIVATE -w)
