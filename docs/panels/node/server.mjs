// A panel's page with the portal in it, and the address that gives it tickets: node server.mjs PORT
import { createServer } from 'node:http';

const { PRATIQUE_URL: url = 'https://filter.example', PRATIQUE_ADMIN: admin, PRATIQUE_PASSWORD: password } = process.env;
const CUSTOMER = 'frida@demo.example';  // in a panel: whom its own session says

async function post(path, body, token) {
  const answer = await fetch(url + path, {
    method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(15_000),
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
  });
  const read = await answer.json();
  if (!answer.ok) throw new Error(read.message);
  return read;
}

async function ticketFor(login) {
  const { token } = await post('/v1/session', { login: admin, password });
  return (await post('/v1/authtickets', { login, identifier: 'panel-user-7' }, token)).ticket;
}

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mail quarantine</title><h1>Mail quarantine</h1>
<div data-pratique="${url}" data-ticket-url="/pratique-ticket"></div><script src="${url}/embed.js"></script></html>`;

createServer(async (request, response) => {
  if (request.url !== '/pratique-ticket') return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  // Only our own page may ask: a form of another site cannot. A panel checks its own token here.
  if (request.method !== 'POST' || (request.headers['sec-fetch-site'] ?? 'same-origin') !== 'same-origin') return response.writeHead(403).end();
  try {
    response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(await ticketFor(CUSTOMER));
  } catch (error) {
    console.error(error.message);
    response.writeHead(502).end();
  }
}).listen(Number(process.argv[2] ?? 8080), '127.0.0.1');
