# The portal as WebAssembly; web/ gives the JavaScript around it. `./dev` packs the result into build/portal.
