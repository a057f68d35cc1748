/* SDL's window code asks for the 2D renderer of a window that it closes. The portal has none (cmake/sdl2_web.cmake leaves that part of SDL out). */
#include <SDL_render.h>

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer);
SDL_Renderer *SDL_GetRenderer(SDL_Window *window) { (void)window; return 0; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer) { (void)renderer; }

/* SDL looks up GL functions by name only for features that are not used here. Emscripten's own lookup would link every GL function there is. */
void (*eglGetProcAddress(const char *name))(void) { (void)name; return 0; }
