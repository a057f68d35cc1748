// A hosting panel as far as the portal knows one: pages of another site that mount the portal, and a server that gives them tickets.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

export const PANEL_PASSWORD = 'calm-harbour-27';

// Listens before there is a node, whose configuration names its origin. `node()` gives the stack once it runs; `login` is the customer.
export async function startPanel({ node, login }) {
  let given = 0;
  // As the panel's server does it: the browser never sees the panel's password.
  async function freshTicket() {
    const { url } = node();
    const post = (path, body, headers = {}) => fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
    const session = await (await post('/v1/session', { login: 'panel', password: PANEL_PASSWORD })).json();
    const answer = await post('/v1/authtickets', { login, identifier: 'customer-7' }, { authorization: `Bearer ${session.token}` });
    assert.equal(answer.status, 201);
    given += 1;
    return (await answer.json()).ticket;
  }
  const page = () => `<!doctype html><html lang="de"><title>Panel</title><style>body{margin:0}</style><div id="mail"></div>
<script src="${node().url}/embed.js"></script><script>
window.told = [];
window.mounted = Pratique.mount(document.getElementById('mail'), { url: '${node().url}', theme: 'dark', locale: 'de', silenceMs: 6000,
  getTicket: () => fetch('/ticket', { method: 'POST' }).then((answer) => answer.text()), on: (type, detail) => told.push({ type, ...detail }) });
</script>`;
  const server = createServer(async (request, response) => {
    if (request.url === '/ticket') return response.end(await freshTicket());
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page());
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  // `localhost` and 127.0.0.1, where the node is, are different sites.
  return { origin: `http://localhost:${server.address().port}`, tickets: () => given, close: () => server.close() };
}

// The account by which the panel asks for tickets.
export const addPanelAccount = (stack) => stack.ask({ do: 'add_user', login: 'panel', role: 'admin', password: PANEL_PASSWORD, reach: ['--domain', 'demo.example'] });
