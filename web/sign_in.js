// The sign-in form: plain HTML, so that password managers, autofill and keyboards work and nobody waits for WebAssembly.
// Answers of POST /v1/session become words beside the field they concern. `signedIn` gets the session once it is kept.
import { drawFlags } from './sign_in_flags.js';
import { applyTheme, keepLook, keptLook } from './look.js';
import { askForSession } from './session_call.js';
import { SESSION_KEY } from './storage.js';
import { TEXTS, languageOf, setTextLanguage, text } from './strings.js';

const THEME_TEXTS = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark', contrast: 'themeContrast' };

// `refused` is shown at once: why the reader has to sign in, as readAnswer says it.
export function startSignIn({ document, storage, fetch, signedIn, refused, setInterval = globalThis.setInterval, clearInterval = globalThis.clearInterval }) {
  const byId = (id) => document.getElementById(id);
  const page = byId('sign-in');
  const [form, login, password, stay, submit, reveal] = ['sign-in-form', 'login', 'password', 'stay', 'submit', 'reveal'].map(byId);
  let shown = null;     // the fault on screen, to say it again in another language
  let waiting = 0;      // seconds until the next try is allowed
  let countdown = null;
  let busy = false;

  function clearFaults() {
    shown = null;
    for (const id of ['form-error', 'login-error', 'password-error']) {
      byId(id).hidden = true;
      byId(id).textContent = '';
    }
    for (const field of [login, password]) field.removeAttribute('aria-invalid');
  }

  function sayFault() {
    const { where, key, parameters } = shown;
    const place = byId(`${where}-error`);
    const words = key === 'throttled' ? text(waiting === 0 ? 'throttledOver' : waiting === 1 ? 'throttledOne' : 'throttled', { seconds: waiting }) : text(key, parameters);
    place.hidden = false;
    // A screen reader hears the first and the last second, not each.
    place.setAttribute('aria-live', key === 'throttled' && waiting > 0 && place.textContent ? 'off' : 'polite');
    place.textContent = words;
  }

  function fault(answer) {
    clearFaults();
    shown = answer;
    if (answer.waitSeconds) startCountdown(answer.waitSeconds);
    sayFault();
    if (answer.key === 'wrongSignIn') {
      for (const field of [login, password]) field.setAttribute('aria-invalid', 'true');
      password.focus();
      password.select();
    } else if (answer.where !== 'form') {
      byId(answer.where).setAttribute('aria-invalid', 'true');
      byId(answer.where).focus();
    }
  }

  function startCountdown(seconds) {
    waiting = seconds;
    submit.disabled = true;
    clearInterval(countdown);
    countdown = setInterval(() => {
      waiting -= 1;
      if (waiting <= 0) {
        clearInterval(countdown);
        submit.disabled = false;
      }
      if (shown?.key === 'throttled') sayFault();
    }, 1000);
  }

  function setBusy(value) {
    busy = value;
    form.setAttribute('aria-busy', String(value));
    submit.disabled = value || waiting > 0;
    submit.textContent = text(value ? 'signingIn' : 'signIn');
  }

  async function trySignIn(event) {
    event.preventDefault();
    if (busy || waiting > 0) return;
    if (!login.value.trim()) return void fault({ where: 'login', key: 'loginMissing' });
    if (!password.value) return void fault({ where: 'password', key: 'passwordMissing' });
    clearFaults();
    setBusy(true);
    const credentials = { login: login.value.trim(), password: password.value, stay: stay.checked };
    const answer = await askForSession(credentials, { fetch });
    setBusy(false);
    if (answer.key === 'codeWanted') return void more((ways) => ways.askForCode((code) => askForSession({ ...credentials, code }, { fetch }), { tabOnly: !stay.checked }));
    if (!answer.session) return void fault(answer);
    storage.write(SESSION_KEY, JSON.stringify(answer.session), { tabOnly: !stay.checked });
    password.value = '';
    clearInterval(countdown);
    signedIn(answer.session);
  }

  const more = (use) => import('./sign_in_more.js').then(({ createMore }) => use(createMore({ document, storage, fetch, signedIn })));

  function translate() {
    for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
    byId('flags').setAttribute('aria-label', text('flags'));
    for (const option of byId('theme').options) option.textContent = text(THEME_TEXTS[option.value]);
    sayReveal();
    if (shown) sayFault();
  }

  function sayReveal() {
    const visible = password.type === 'text';
    reveal.setAttribute('aria-pressed', String(visible));
    reveal.setAttribute('aria-label', text(visible ? 'hidePassword' : 'showPassword'));
    reveal.title = text(visible ? 'hidePassword' : 'showPassword');
  }

  function fillChoices() {
    for (const [tag, words] of Object.entries(TEXTS)) byId('language').append(new Option(words.languageName, tag));
    for (const theme of Object.keys(THEME_TEXTS)) byId('theme').append(new Option('', theme));
    byId('language').value = languageOf(document.documentElement.lang);
    byId('theme').value = keptLook(storage).theme || 'system';
  }

  byId('flags').setAttribute('role', 'img');
  drawFlags(byId('flags'));
  fillChoices();
  translate();
  form.addEventListener('submit', trySignIn);
  byId('other-ways').addEventListener('click', () => more((ways) => ways.openWays()));
  reveal.addEventListener('click', () => {
    password.type = password.type === 'password' ? 'text' : 'password';
    sayReveal();
    password.focus();
  });
  byId('language').addEventListener('change', ({ target }) => {
    document.documentElement.lang = setTextLanguage(target.value);
    keepLook(storage, { language: target.value });
    translate();
  });
  byId('theme').addEventListener('change', ({ target }) => {
    keepLook(storage, { theme: target.value });
    applyTheme(target.value, document);
  });
  page.hidden = false;
  login.focus();
  if (refused) fault(refused);
}
