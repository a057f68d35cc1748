// Signing in inside the report window, with the portal's calls and the portal's kept session. The mail stays where it is meanwhile.
import { askForSession } from '../session_call.js';
import { SESSION_KEY } from '../storage.js';
import { text } from './report_texts.js';

export function startSignIn({ document, storage, fault, signedIn }) {
  const [form, login, password, stay, enter] = ['sign-in', 'login', 'password', 'stay', 'enter'].map((id) => document.getElementById(id));

  function wait(seconds) {
    enter.disabled = seconds > 0;
    fault(seconds > 0 ? text(seconds === 1 ? 'throttledOne' : 'throttled', { seconds }) : text('throttledOver'));
    if (seconds > 0) setTimeout(wait, 1000, seconds - 1);
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (enter.disabled) return;
    const missing = !login.value.trim() ? login : !password.value ? password : null;
    for (const field of [login, password]) field.toggleAttribute('aria-invalid', field === missing);
    if (missing) {
      fault(text(missing === login ? 'loginMissing' : 'passwordMissing'));
      missing.focus();
      return;
    }
    fault('');
    enter.disabled = true;
    enter.textContent = text('signingIn');
    const answer = await askForSession({ login: login.value.trim(), password: password.value, stay: stay.checked });
    enter.disabled = false;
    enter.textContent = text('signIn');
    if (answer.waitSeconds) return void wait(answer.waitSeconds);
    if (!answer.session) {
      fault(text(answer.key, answer.parameters));
      password.select();
      return;
    }
    storage.write(SESSION_KEY, JSON.stringify(answer.session), { tabOnly: !stay.checked });
    password.value = '';
    signedIn();
  });
}
