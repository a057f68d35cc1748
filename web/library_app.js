// The gate's JavaScript side (web/gate.hpp lists it). Each function only turns pointers into values and calls the page's host
// object (web/host.js), so that everything with behaviour is an ordinary module with tests.
// Linked by Emscripten (--js-library): `Module.host` is given by boot.js when the module is made.
addToLibrary({
  $gateText: (pointer, length) => UTF8ToString(pointer, length),
  $gateText__deps: ['$UTF8ToString'],
  // A zero-terminated copy that C++ owns and frees.
  $gateReturn: (text) => (text === null || text === undefined ? 0 : stringToNewUTF8(text)),
  $gateReturn__deps: ['$stringToNewUTF8', 'malloc'],

  pratique_number: (text) => +UTF8ToString(text),
  pratique_number__deps: ['$UTF8ToString'],

  pratique_request_frame: () => Module['host'].requestFrame(),
  pratique_timer_start: (handle, delayMs) => Module['host'].timers.start(handle, delayMs),
  pratique_timer_stop: (handle) => Module['host'].timers.stop(handle),
  pratique_now_ms: () => performance.now(),

  pratique_fetch: (handle, method, methodLength, path, pathLength, headers, headersLength, body, bodyLength, timeoutMs, streaming, bodyFile) =>
    Module['host'].transport.start(handle, {
      method: gateText(method, methodLength),
      path: gateText(path, pathLength),
      headers: gateText(headers, headersLength),
      body: bodyFile ? Module['host'].givenFiles.get(bodyFile) : bodyLength ? HEAPU8.slice(body, body + bodyLength) : undefined,
      timeoutMs,
      streaming: !!streaming,
    }),
  pratique_fetch__deps: ['$gateText'],
  pratique_fetch_abort: (handle) => Module['host'].transport.abort(handle),

  pratique_storage_read: (key, length) => gateReturn(Module['host'].storage.read(gateText(key, length))),
  pratique_storage_read__deps: ['$gateText', '$gateReturn'],
  pratique_storage_write: (key, keyLength, value, valueLength) => Module['host'].storage.write(gateText(key, keyLength), gateText(value, valueLength)),
  pratique_storage_write__deps: ['$gateText'],
  pratique_storage_erase: (key, length) => Module['host'].storage.erase(gateText(key, length)),
  pratique_storage_erase__deps: ['$gateText'],
  pratique_clipboard_write: (text, length) => Module['host'].services.copy(gateText(text, length)),
  pratique_clipboard_write__deps: ['$gateText'],
  pratique_save_file: (name, nameLength, type, typeLength, bytes, length) =>
    Module['host'].services.saveFile(gateText(name, nameLength), gateText(type, typeLength), HEAPU8.slice(bytes, bytes + length)),
  pratique_save_file__deps: ['$gateText'],
  pratique_file_begin: (name, nameLength, type, typeLength) => Module['host'].downloads.begin(gateText(name, nameLength), gateText(type, typeLength)),
  pratique_file_begin__deps: ['$gateText'],
  pratique_file_append: (file, bytes, length) => Module['host'].downloads.append(file, HEAPU8.slice(bytes, bytes + length)),
  pratique_file_finish: (file) => Module['host'].downloads.finish(file),
  pratique_file_drop: (file) => Module['host'].downloads.drop(file),
  pratique_choose_file: (handle, accept, length, maxBytes) => Module['host'].files.choose(handle, gateText(accept, length), maxBytes),
  pratique_choose_file__deps: ['$gateText'],
  pratique_choose_file_stop: (handle) => Module['host'].files.stop(handle),
  pratique_files_listen: (listener) => Module['host'].givenFiles.listen(listener),
  pratique_files_choose: (accept, length) => Module['host'].givenFiles.choose(gateText(accept, length)),
  pratique_files_choose__deps: ['$gateText'],
  pratique_files_keep: (name, nameLength, bytes, length) => Module['host'].givenFiles.keep(gateText(name, nameLength), HEAPU8.slice(bytes, bytes + length)),
  pratique_files_keep__deps: ['$gateText'],
  pratique_files_forget: (file) => Module['host'].givenFiles.forget(file),
  pratique_url_current: () => gateReturn(Module['host'].urlBar.current()),
  pratique_url_current__deps: ['$gateReturn'],
  pratique_url_set: (url, length, replace) => Module['host'].urlBar.set(gateText(url, length), !!replace),
  pratique_url_set__deps: ['$gateText'],
  pratique_sign_out_page: () => Module['host'].services.leaveToSignIn(),

  pratique_set_language: (tag, length) => Module['host'].localisation.setLanguage(gateText(tag, length)),
  pratique_set_language__deps: ['$gateText'],
  pratique_texts: (tag, length) => gateReturn(Module['host'].texts.read(gateText(tag, length))),
  pratique_texts__deps: ['$gateText', '$gateReturn'],
  pratique_format_decimal: (value, digits) => gateReturn(Module['host'].localisation.decimal(value, digits)),
  pratique_format_decimal__deps: ['$gateReturn'],
  pratique_format_date: (epochMs, style) => gateReturn(Module['host'].localisation.date(epochMs, style)),
  pratique_format_date__deps: ['$gateReturn'],
  pratique_plural: (count) => gateReturn(Module['host'].localisation.plural(count)),
  pratique_plural__deps: ['$gateReturn'],
  pratique_zone_offset_minutes: (epochMs) => Module['host'].localisation.zoneOffsetMinutes(epochMs),

  pratique_face_metrics: (face, size, out) => {
    const metrics = Module['host'].textEngine.metrics(face, size);
    HEAPF32[out >> 2] = metrics.ascent;
    HEAPF32[(out >> 2) + 1] = metrics.descent;
  },
  pratique_text_width: (face, size, rightToLeft, text, length) => Module['host'].textEngine.width(face, size, !!rightToLeft, gateText(text, length)),
  pratique_text_width__deps: ['$gateText'],
  // Writes web::RasterisedText: two i32, three f32, one i32, one pointer.
  pratique_rasterise: (face, size, rightToLeft, text, length, rgba, out) => {
    const drawn = Module['host'].textEngine.rasterise(face, size, !!rightToLeft, gateText(text, length), rgba >>> 0);
    const bytes = drawn.pixels ? drawn.pixels.length : 0;
    const pixels = bytes ? _malloc(bytes) : 0;
    if (bytes) HEAPU8.set(drawn.pixels, pixels);
    const at = out >> 2;
    HEAP32[at] = bytes ? drawn.width : 0;
    HEAP32[at + 1] = bytes ? drawn.height : 0;
    HEAPF32[at + 2] = drawn.left;
    HEAPF32[at + 3] = drawn.top;
    HEAPF32[at + 4] = drawn.advance;
    HEAP32[at + 5] = drawn.coloured ? 1 : 0;
    HEAP32[at + 6] = pixels;
  },
  pratique_rasterise__deps: ['$gateText', 'malloc'],

  pratique_publish_nodes: (json, length) => Module['host'].mirror.publish(JSON.parse(gateText(json, length))),
  pratique_publish_nodes__deps: ['$gateText'],
  pratique_publish_text_input: (json, length) => Module['host'].textAgent.publish(length ? JSON.parse(gateText(json, length)) : null),
  pratique_publish_text_input__deps: ['$gateText'],
  pratique_publish_frame: (json, length) => Module['host'].messageFrame.publish(length ? JSON.parse(gateText(json, length)) : null),
  pratique_publish_frame__deps: ['$gateText'],
  pratique_set_title: (text, length) => Module['host'].services.setTitle(gateText(text, length)),
  pratique_set_title__deps: ['$gateText'],
  pratique_set_page_language: (tag, length, rightToLeft) => Module['host'].services.setPageLanguage(gateText(tag, length), !!rightToLeft),
  pratique_set_page_language__deps: ['$gateText'],
  pratique_set_theme: (name, length) => Module['host'].services.setTheme(gateText(name, length)),
  pratique_set_theme__deps: ['$gateText'],
  pratique_set_cursor: (name, length) => Module['host'].services.setCursor(gateText(name, length)),
  pratique_set_cursor__deps: ['$gateText'],
  pratique_start_page: (events) => Module['host'].start(events),
  pratique_report_frame: (cpuMs) => Module['host'].stats.report(cpuMs),
});
