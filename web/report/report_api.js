// The calls of the report window: what client/api/report.hpp, list_entry.hpp and job.hpp describe. A call gives the answer's JSON or throws an ApiError.

export class ApiError extends Error {
  // status 0: no answer came.
  constructor(status, body = null) {
    super(typeof body?.message === 'string' ? body.message : '');
    this.status = status;
  }
}

const query = (parameters) => new URLSearchParams(parameters).toString();

// `token()` is asked for each call.
export function createApi({ token, fetch = globalThis.fetch.bind(globalThis) }) {
  async function call(method, path, body, type = 'application/json') {
    let answer;
    try {
      answer = await fetch(path, {
        method, body: body instanceof Uint8Array ? new Blob([body]) : body && JSON.stringify(body), credentials: 'omit', cache: 'no-store',
        headers: { authorization: `Bearer ${token()}`, ...(body && { 'content-type': type }) },
      });
    } catch {
      throw new ApiError(0);
    }
    const json = await answer.json().catch(() => null);
    if (!answer.ok) throw new ApiError(answer.status, json);
    return json;
  }
  const mail = (path, { bytes, name }, parameters) => call('POST', `${path}?${query({ ...parameters, name })}`, bytes, 'message/rfc822');
  const list = (kind, id = '') => `/v1/lists/${kind}${id && `/${encodeURIComponent(id)}`}`;
  return {
    me: () => call('GET', '/v1/me'),
    preview: async (file) => (await mail('/v1/reports/preview', file)).items,
    report: async (file, kind) => (await mail('/v1/reports', file, { kind, via: 'bookmarklet' })).items,
    undo: (id) => call('POST', `/v1/reports/${encodeURIComponent(id)}/undo`),
    weighBlock: (entry) => call('POST', '/v1/lists/block/preview', entry),
    block: (entry) => call('POST', list('block'), entry),
    remove: ({ kind, id }) => call('DELETE', list(kind, id)),
    resume: ({ kind, id, pattern, applies_to: appliesTo, note, expires_at: expiresAt }) =>
      call('PUT', list(kind, id), { pattern, applies_to: appliesTo, note: note ?? '', paused: false, ...(expiresAt && { expires_at: expiresAt }) }),
    teachAlike: (waves) => call('POST', '/v1/actions', { action: 'train_spam', query: `(${waves.map((id) => `wave:${id}`).join(' OR ')}) status:quarantined` }),
  };
}
