import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash, randomBytes } from 'node:crypto';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

/** What the stand-in says of the person who signs in, and how it may misbehave. */
export interface Behaviour {
  claims: Record<string, unknown>;
  /** Wrong on purpose: another nonce, another audience, another issuer, an old token, a key nobody published. */
  fault?: 'nonce' | 'audience' | 'issuer' | 'expired' | 'key' | undefined;
}

export interface SignOnProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly behaviour: Behaviour;
  /** Signs the person in: takes the address our server sent the browser to, returns the address the provider sends it back to. */
  authorise(url: string): string;
  close(): Promise<void>;
}

interface Pending { readonly challenge: string; readonly redirect: string; readonly nonce: string }

/**
 * A strict OpenID provider for tests: authorization code with PKCE S256 only, registered return address compared exactly, codes good once and only
 * with the right client secret and verifier (OpenID Connect Core 1.0 §3.1, RFC 7636, RFC 9700 §2.1).
 */
export async function openSignOnProvider(returnTo: string): Promise<SignOnProvider> {
  const [clientId, clientSecret] = ['serasan', randomBytes(16).toString('hex')];
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const stranger = await generateKeyPair('RS256');
  const behaviour: Behaviour = { claims: {} };
  const codes = new Map<string, Pending>();
  let issuer = '';

  const server: Server = createServer((request, response) => {
    void handle(request).then(([status, body]) => { send(response, status, body); }, (error: unknown) => { send(response, 500, { error: String(error) }); });
  });

  async function handle(request: IncomingMessage): Promise<[number, unknown]> {
    if (request.url === '/.well-known/openid-configuration') {
      return [200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'], token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'] }];
    }
    if (request.url === '/jwks') return [200, { keys: [{ ...(await exportJWK(publicKey)), kid: 'satu', alg: 'RS256', use: 'sig' }] }];
    if (request.url === '/token' && request.method === 'POST') return token(new URLSearchParams(await read(request)), request.headers.authorization);
    return [404, { error: 'not_found' }];
  }

  async function token(form: URLSearchParams, authorization: string | undefined): Promise<[number, unknown]> {
    const basic = authorization?.startsWith('Basic ') ? Buffer.from(authorization.slice(6), 'base64').toString().split(':') : [form.get('client_id'), form.get('client_secret')];
    if (basic[0] !== clientId || basic[1] !== clientSecret) return [401, { error: 'invalid_client' }];
    const pending = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const verifier = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (!pending || form.get('grant_type') !== 'authorization_code' || form.get('redirect_uri') !== pending.redirect || verifier !== pending.challenge) return [400, { error: 'invalid_grant' }];
    return [200, { access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', expires_in: 300, id_token: await idToken(pending) }];
  }

  async function idToken(pending: Pending): Promise<string> {
    const { claims, fault } = behaviour;
    const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);
    return new SignJWT({ ...claims, nonce: fault === 'nonce' ? 'lain' : pending.nonce }).setProtectedHeader({ alg: 'RS256', kid: 'satu' })
      .setIssuer(fault === 'issuer' ? 'https://palsu.example' : issuer).setAudience(fault === 'audience' ? 'aplikasi-lain' : clientId)
      .setIssuedAt(fault === 'expired' ? now - 7200 : now).setExpirationTime(fault === 'expired' ? now - 3600 : now + 300).sign(fault === 'key' ? stranger.privateKey : privateKey);
  }

  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    get issuer() { return issuer; },
    clientId, clientSecret, behaviour,
    authorise(url) {
      const asked = new URL(url).searchParams;
      const wrong = asked.get('client_id') !== clientId || asked.get('redirect_uri') !== returnTo || asked.get('response_type') !== 'code' || asked.get('code_challenge_method') !== 'S256'
        || !asked.get('state') || !asked.get('nonce') || !(asked.get('scope') ?? '').split(' ').includes('openid');
      if (wrong) throw new Error(`The provider refuses ${url}`);
      const code = randomBytes(16).toString('hex');
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', redirect: returnTo, nonce: asked.get('nonce') ?? '' });
      const back = new URL(returnTo);
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
      return `${back.pathname}${back.search}`;
    },
    close: () => new Promise((resolve) => { server.close(() => { resolve(); }); }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
}
