// What is offered when the report window cannot be reached: made of elements only, because some webmails take no HTML from a script (Trusted Types).
// Its look is set through the object model: their style-src lets no style sheet of ours in.

const EDGE = ';border:1px solid #7d8898;border-radius:8px;padding:';

// `mails` are the bytes that could be read; `words` are those of install_texts.js. Gives what takes it away again.
export function offer(document, words, mails, openAgain) {
  const add = (parent, name, text, look) => {
    const element = document.createElement(name);
    element.textContent = text;
    element.style.cssText = look;
    parent.append(element);
    return element;
  };
  const box = add(document.body, 'div', words.title, `position:fixed;top:16px;right:16px;z-index:2147483647;width:300px;background:#fff;color:#121a26;font:14px/20px system-ui${EDGE}16px`);
  box.setAttribute('role', 'alertdialog');
  box.setAttribute('aria-label', words.title);
  const button = (label, act) => {
    const made = add(box, 'button', label, `display:block;width:100%;margin-top:8px;font:inherit;color:inherit;background:#f0f3f7${EDGE}8px`);
    made.onclick = () => act(made);
  };
  const close = () => box.remove();
  const asLine = (bytes) => {
    let letters = '';
    for (const byte of bytes) letters += String.fromCharCode(byte);
    // Text survives the clipboard only when it is ASCII with one kind of line end.
    return !mails[1] && /^[\t\n -~]*$/.test(letters) ? letters : `data:message/rfc822;base64,${btoa(letters)}`;
  };
  button(words.open, () => {
    close();
    openAgain();
  });
  if (mails.length) {
    if (navigator.clipboard) button(words.copy, (made) => navigator.clipboard.writeText(mails.map(asLine).join('\n')).then(() => { made.textContent = words.copied; }));
    button(words.save, () => mails.forEach((bytes, at) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([bytes]));
      link.download = `mail-${at + 1}.eml`;
      link.click();
    }));
  }
  button(words.close, close);
  box.querySelector('button').focus();
  return close;
}
