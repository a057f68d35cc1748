// The other ways to sign in, fetched when somebody takes one: a link by mail, the organisation's own sign-in (OpenID Connect), and the code of
// a second factor. Each is a small form in the place of the password's. Nothing here is used up by opening a page: links ask for a click.
import { ask } from './session_call.js';
import { MORE_TEXTS } from './sign_in_more_texts.js';
import { SESSION_KEY } from './storage.js';
import { text as pageText } from './strings.js';
import { createWords } from './words.js';

const SECRET_KEY = 'pratique.oidc';  // of this tab, between leaving for the provider and coming back
const OIDC_FAULTS = { not_there: 'oidcNotThere', unavailable: 'oidcUnavailable' };

const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// `signedIn` gets the session once it is kept.
export function createMore({ document, storage, fetch, signedIn, page = globalThis }) {
  const words = createWords(MORE_TEXTS);
  const byId = (id) => document.getElementById(id);
  const passwordForm = byId('sign-in-form');
  let translate = () => {};
  byId('language').addEventListener('change', () => translate());

  function text(key, parameters) {
    words.setTextLanguage(document.documentElement.lang);
    return key in MORE_TEXTS.en ? words.text(key, parameters) : pageText(key, parameters);
  }

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  // A form of { title, hint, field?, stay?, buttons: [{ key, act(values) → fault key or nothing }] } in the place of the one that is there.
  function show({ title, hint, parameters, field, stay, buttons, fault }) {
    const heading = element('h1', { tabIndex: -1 });
    const below = element('p', { className: 'hint' });
    const alert = element('p', { className: 'form-error', hidden: true });
    alert.setAttribute('role', 'alert');
    const label = element('label', { htmlFor: 'more-field' });
    const input = element('input', { id: 'more-field', type: 'text', spellcheck: false, autocapitalize: 'none', ...field?.properties });
    const kept = element('input', { type: 'checkbox', id: 'more-stay' });
    const keptLabel = element('span');
    const made = buttons.map(({ key, act, kind = 'primary' }) => {
      const button = element('button', { type: kind === 'primary' ? 'submit' : 'button', className: kind });
      if (kind !== 'primary') button.addEventListener('click', () => run(act));
      return { key, act, button };
    });
    const form = element('form', { id: 'more-form', className: 'sign-in-form', noValidate: true }, heading, below, alert);
    if (field) form.append(element('div', { className: 'field' }, label, input));
    if (stay) form.append(element('label', { className: 'check' }, kept, keptLabel));
    form.append(...made.map(({ button }) => button));
    let shown = fault;
    const say = () => {
      heading.textContent = text(title);
      below.textContent = text(hint, parameters);
      label.textContent = field ? text(field.key) : '';
      keptLabel.textContent = text('stay');
      for (const { key, button } of made) button.textContent = text(key);
      alert.hidden = !shown;
      alert.textContent = shown ? text(shown.key, shown.parameters) : '';
    };
    async function run(act) {
      shown = null;
      for (const { button } of made) button.disabled = true;
      const answer = await act({ value: input.value.trim(), stay: kept.checked });
      for (const { button } of made) button.disabled = false;
      if (!answer || !form.isConnected) return;
      shown = answer;
      say();
      if (field) input.focus();
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      run(made[0].act);
    });
    byId('more-form')?.remove();
    passwordForm.hidden = true;
    passwordForm.after(form);
    translate = say;
    say();
    (field ? input : heading).focus();
  }

  function back() {
    byId('more-form')?.remove();
    passwordForm.hidden = false;
    byId('login').focus();
  }
  const backButton = { key: 'back', kind: 'quiet', act: async () => back() };
  const faultOf = ({ key, parameters, waitSeconds }) => ({ key, parameters: waitSeconds ? { seconds: waitSeconds } : parameters });

  function enter(session, tabOnly) {
    storage.write(SESSION_KEY, JSON.stringify(session), { tabOnly });
    byId('password').value = '';
    signedIn(session);
  }

  // `attempt(code)` asks the node again and answers as session_call does.
  function askForCode(attempt, { tabOnly }) {
    show({
      title: 'codeTitle', hint: 'codeHint', field: { key: 'code', properties: { autocomplete: 'one-time-code', maxLength: 64 } },
      buttons: [{
        key: 'signIn',
        async act({ value }) {
          if (!value) return { key: 'codeMissing' };
          const answer = await attempt(value);
          if (answer.session) return void enter(answer.session, tabOnly);
          return answer.key === 'codeWanted' ? { key: 'wrongCode' } : faultOf(answer);
        },
      }, backButton],
    });
  }

  async function mailLink({ value }) {
    if (!value) return { key: 'addressMissing' };
    const answer = await ask('/v1/session/link', { login: value, language: document.documentElement.lang }, { fetch });
    if (answer.status === 422) return { key: 'notSetUp' };
    if (answer.status !== 202) return faultOf(answer);
    show({ title: 'sentTitle', hint: 'sentHint', parameters: { login: value }, buttons: [{ ...backButton, kind: 'primary' }] });
  }

  async function leaveForProvider({ value }) {
    if (!value) return { key: 'addressMissing' };
    if (!page.crypto.subtle) return { key: 'needsHttps' };
    const secret = base64url(page.crypto.getRandomValues(new Uint8Array(32)));
    const binding = hex(await page.crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
    try {
      page.sessionStorage.setItem(SECRET_KEY, secret);
    } catch {
      return { key: 'oidcFailed' };
    }
    page.location.assign(`/v1/session/oidc/start?${new URLSearchParams({ domain: value.slice(value.lastIndexOf('@') + 1), binding })}`);
  }

  function openWays(fault) {
    const buttons = [{ key: 'mailLink', act: mailLink }, backButton];
    // In a frame no provider lets itself be shown.
    if (page.parent === page) buttons.splice(1, 0, { key: 'organisation', kind: 'secondary', act: leaveForProvider });
    show({ title: 'waysTitle', hint: 'waysHint', fault, field: { key: 'address', properties: { value: byId('login').value.trim(), autocomplete: 'username', inputMode: 'email' } }, buttons });
  }

  function openLink(link) {
    show({
      title: 'linkTitle', hint: 'linkHint', stay: true,
      buttons: [{
        key: 'signIn',
        async act({ stay }) {
          const attempt = (code) => ask('/v1/session/link/use', { link, stay, ...(code && { code }) }, { fetch });
          const answer = await attempt();
          if (answer.session) return void enter(answer.session, !stay);
          if (answer.key === 'codeWanted') return void askForCode(attempt, { tabOnly: !stay });
          return answer.key === 'wrongSignIn' ? { key: 'linkOver' } : faultOf(answer);
        },
      }, { ...backButton }],
    });
  }

  async function comeBack(given) {
    let secret = null;
    try {
      secret = page.sessionStorage.getItem(SECRET_KEY);
      page.sessionStorage.removeItem(SECRET_KEY);
    } catch { /* then it cannot be ours */ }
    const told = new URLSearchParams(given);
    if (told.has('error') || !secret) return openWays({ key: OIDC_FAULTS[told.get('error')] ?? 'oidcFailed' });
    const answer = await ask('/v1/session/oidc', { code: told.get('code') ?? '', state: told.get('state') ?? '', iss: told.get('iss') ?? '', secret }, { fetch });
    if (answer.session) return enter(answer.session, true);
    openWays(answer.status === 404 ? { key: 'oidcNobody' } : answer.key === 'wrongSignIn' ? { key: 'oidcFailed' } : faultOf(answer));
  }

  return { askForCode, openWays, openLink, comeBack };
}

// The page was opened with #link=… or #oidc=…: that leaves the address bar and the history before anything is asked.
export async function openHash(hash, { openSignIn, ...services }) {
  const { history, location } = services.page ?? globalThis;
  history.replaceState(null, '', location.pathname + location.search);
  await openSignIn();
  const more = createMore(services);
  const [, kind, given] = hash.match(/^#(\w+)=(.*)$/);
  return kind === 'link' ? more.openLink(given) : more.comeBack(given);
}
