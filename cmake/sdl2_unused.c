/* SDL's window code asks for the 2D renderer of a window that it closes. The portal has none (cmake/sdl2_web.cmake leaves that part of SDL out). */
#include <SDL_render.h>

void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer);
SDL_Renderer *SDL_GetRenderer(SDL_Window *window) { (void)window; return 0; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer *renderer) { (void)renderer; }

/* SDL looks up GL functions by name only for features that are not used here. Emscripten's own lookup would link every GL function there is. */
void (*eglGetProcAddress(const char *name))(void) { (void)name; return 0; }

/* SDL's software blitters, fills, stretches and colour conversions: only for surfaces, of which the portal has none. Each says that it cannot. */
int SDL_CalculateBlit(SDL_Surface *surface);
int SDL_RLESurface(SDL_Surface *surface);
void SDL_UnRLESurface(SDL_Surface *surface, int recode);
int SDL_ConvertPixels_YUV_to_RGB(int width, int height, Uint32 from, const void *source, int source_pitch, Uint32 to, void *target, int target_pitch);
int SDL_ConvertPixels_RGB_to_YUV(int width, int height, Uint32 from, const void *source, int source_pitch, Uint32 to, void *target, int target_pitch);
int SDL_ConvertPixels_YUV_to_YUV(int width, int height, Uint32 from, const void *source, int source_pitch, Uint32 to, void *target, int target_pitch);
int SDL_CalculateBlit(SDL_Surface *surface) { (void)surface; return -1; }
int SDL_RLESurface(SDL_Surface *surface) { (void)surface; return -1; }
void SDL_UnRLESurface(SDL_Surface *surface, int recode) { (void)surface; (void)recode; }
int SDL_ConvertPixels_YUV_to_RGB(int width, int height, Uint32 from, const void *source, int source_pitch, Uint32 to, void *target, int target_pitch) {
  (void)width; (void)height; (void)from; (void)source; (void)source_pitch; (void)to; (void)target; (void)target_pitch;
  return -1;
}
int SDL_ConvertPixels_RGB_to_YUV(int width, int height, Uint32 from, const void *source, int source_pitch, Uint32 to, void *target, int target_pitch) {
  return SDL_ConvertPixels_YUV_to_RGB(width, height, from, source, source_pitch, to, target, target_pitch);
}
int SDL_ConvertPixels_YUV_to_YUV(int width, int height, Uint32 from, const void *source, int source_pitch, Uint32 to, void *target, int target_pitch) {
  return SDL_ConvertPixels_YUV_to_RGB(width, height, from, source, source_pitch, to, target, target_pitch);
}
int SDL_SoftStretch(SDL_Surface *source, const SDL_Rect *from, SDL_Surface *target, const SDL_Rect *to) {
  (void)source; (void)from; (void)target; (void)to;
  return -1;
}
int SDL_SoftStretchLinear(SDL_Surface *source, const SDL_Rect *from, SDL_Surface *target, const SDL_Rect *to) {
  return SDL_SoftStretch(source, from, target, to);
}
int SDL_FillRect(SDL_Surface *target, const SDL_Rect *rect, Uint32 color) { (void)target; (void)rect; (void)color; return -1; }
