// Files that a reader drops onto the page, picks or pastes. They stay here, by number; C++ knows only what they are called and how large
// they are, and a request names one as its body. Files dropped where nobody wants them are refused: the page never leaves for them.

const STILL_OVER_MS = 1200;  // dragover comes again and again while something is held over the page
const LONG_TEXT = 200000;    // what is longer would be slow to edit
const SOURCE = /^\s*(From |[!-9;-~]+:)/;  // of a message: begins with a header field, or as in an mbox

const carriesFiles = (event) => !!event.dataTransfer?.types?.includes('Files');
const isField = (target) => ['input', 'textarea'].includes(target?.localName);

// `deliver.over(listener, count)`: so many are held over the page; 0: unknown; -1: none. `deliver.given(listener, id, size, name, isLast)`.
export function createGivenFiles({ document = globalThis.document, deliver }) {
  const files = new Map();
  let newest = 0;
  let listener = 0;  // C++'s; 0: nobody
  let over = -1;
  let timer = 0;

  function keep(file) {
    newest += 1;
    files.set(newest, file);
    return newest;
  }
  function give(list) {
    const given = [...list].map((file) => ({ file, id: keep(file) }));
    given.forEach(({ file, id }, index) => deliver.given(listener, id, file.size, file.name, index === given.length - 1));
  }
  function tell(count) {
    clearTimeout(timer);
    if (count >= 0) timer = setTimeout(() => tell(-1), STILL_OVER_MS);
    if (over === count) return;
    over = count;
    if (listener) deliver.over(listener, count);
  }

  function onOver(event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = listener ? 'copy' : 'none';
    if (listener) tell([...event.dataTransfer.items ?? []].filter((item) => item.kind === 'file').length);
  }
  function onDrop(event) {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    tell(-1);
    if (listener) give(event.dataTransfer.files);
  }
  // A source that is pasted beside a field, or is too long for one, becomes a file.
  function onPaste(event) {
    if (!listener || !event.clipboardData) return;
    const { files: pasted } = event.clipboardData;
    const text = pasted.length ? '' : event.clipboardData.getData('text/plain');
    if (pasted.length) give(pasted);
    else if (SOURCE.test(text) && (!isField(event.target) || text.length > LONG_TEXT)) give([new File([text], '')]);
    else return;
    event.preventDefault();
  }

  return {
    // Another document over the page (the message's) refuses files as well.
    watch(target) {
      target.addEventListener('dragenter', onOver);
      target.addEventListener('dragover', onOver);
      target.addEventListener('dragleave', (event) => { if (event.relatedTarget === null) tell(-1); });
      target.addEventListener('drop', onDrop);
      target.addEventListener('paste', onPaste);
    },
    listen(pointer) {
      listener = pointer;
      if (!listener) tell(-1);
    },
    choose(accept) {
      const field = document.createElement('input');
      field.type = 'file';
      field.multiple = true;
      field.accept = accept;
      field.addEventListener('change', () => { if (listener) give(field.files); });
      field.click();
    },
    keep: (name, bytes) => keep(new File([bytes], name)),
    get: (id) => files.get(id),
    forget: (id) => files.delete(id),
  };
}
