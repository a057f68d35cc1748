// Single sign-on from a hosting panel: the portal is opened at /?authticket=…, and the ticket becomes this tab's session.
import { LOGOUT_KEY, SESSION_KEY } from './storage.js';

const PARAMETER = 'authticket';

export function isWebAddress(text) {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

// The ticket in the address, or null. It leaves the address bar and the history at once, before anything is fetched; and with it the name
// of the page that other programs of this kind had.
export function takeTicket(page = globalThis) {
  const { pathname, search, hash } = page.location;
  const parameters = new URLSearchParams(search);
  const ticket = parameters.get(PARAMETER);
  if (ticket === null) return null;
  parameters.delete(PARAMETER);
  const rest = parameters.size > 0 ? `?${parameters}` : '';
  page.history.replaceState(null, '', `${pathname.replace(/index\.php$/, '')}${rest}${hash}`);
  return ticket;
}

// Keeps the session for this tab, whoever was signed in before. Answers why not, for the sign-in form; null: all is well.
export async function redeem(ticket, { ask, storage }) {
  const answer = await ask('/v1/session/ticket', { ticket });
  if (!answer.session) return answer.key === 'wrongSignIn' ? { where: 'form', key: 'ticketOver' } : answer;
  storage.write(SESSION_KEY, JSON.stringify(answer.session), { tabOnly: true });
  if (isWebAddress(answer.logoutUrl)) storage.write(LOGOUT_KEY, answer.logoutUrl, { tabOnly: true });
  else storage.erase(LOGOUT_KEY);
  return null;
}
