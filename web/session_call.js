// The calls that give a session, and what their answers mean for a form: the same for the portal's page and for the report window.

const TIMEOUT_MS = 15000;

// What the answer means for the form: { session, logoutUrl } or { where: 'login' | 'password' | 'form', key, parameters, waitSeconds }.
export function readAnswer(status, body, headers) {
  if (status === 200 || status === 201) {
    if (body && typeof body.token === 'string' && typeof body.expires_at === 'string') return { session: { token: body.token, expires_at: body.expires_at }, logoutUrl: body.logout_url ?? '' };
    return { where: 'form', key: 'badReply', parameters: { request: headers.get('x-request-id') ?? '' } };
  }
  if (status === 401 && body?.code === 'second_factor') return { where: 'form', key: 'codeWanted' };
  if (status === 401 || status === 422) return { where: 'form', key: 'wrongSignIn' };
  if (status === 400) return body?.field === 'login' ? { where: 'login', key: 'loginMissing' } : { where: 'password', key: 'passwordMissing' };
  if (status === 429) return { where: 'form', key: 'throttled', waitSeconds: Math.max(1, Math.ceil(Number(headers.get('retry-after') ?? body?.retry_after_secs) || 30)) };
  return { where: 'form', key: 'unavailable' };
}

export const askForSession = (credentials, services) => ask('/v1/session', credentials, services);

export async function ask(path, credentials, { fetch = globalThis.fetch.bind(globalThis) } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(credentials),
      credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    return { where: 'form', key: 'offline' };
  }
  let body = null;
  try {
    body = await response.json();
  } catch { /* an answer without JSON is judged by its status */ }
  return { status: response.status, ...readAnswer(response.status, body, response.headers) };
}
