// A real OpenID Connect provider (npm oidc-provider) with its own sign-in page, on this machine. Whoever signs in there is the address typed;
// the password does not matter. Addresses that begin with "unconfirmed" are told as not verified.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

export const CLIENT = { id: 'pratique', secret: 'a secret: with % and + & more' };

export async function startProvider({ redirectUri }) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri], response_types: ['code'], grant_types: ['authorization_code'] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unconfirmed') }) }),
    cookies: { keys: ['of a test'] },
  });
  server.on('request', provider.callback());
  return { issuer, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

// Its pages, as a person goes through them.
export async function signInAtProvider(page, address) {
  await page.locator('input[name=login]').fill(address);
  await page.locator('input[name=password]').fill('anything');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
