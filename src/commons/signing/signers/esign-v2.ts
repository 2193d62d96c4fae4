import type * as pkijs from 'pkijs';
import { esignRefusals } from '../reference.ts';
import { refusalFault, statusFault } from '../rules/esign.ts';
import type { Official, Secret, SignOutcome, Signer, SignerFault } from './signer.ts';
import { call, messageOf, type Answered, type Endpoint } from './transport.ts';

export interface EsignV2 extends Signer {
  /** What the authority itself says about a signed file. */
  verify(pdf: Uint8Array): Promise<{ readonly conclusion: string; readonly description: string } | undefined>;
  /** The seal of an organisation: signatures of a subscriber instead of a person. */
  readonly seal: {
    requestActivation(subscriber: string): Promise<'sent' | SignerFault>;
    requestTotp(subscriber: string, activation: string, count: number): Promise<'sent' | SignerFault>;
    apply(subscriber: string, totp: string, documents: readonly Uint8Array[]): Promise<readonly SignOutcome[]>;
    revokeActivation(subscriber: string): Promise<'done' | SignerFault>;
  };
}

const invisible = { tampilan: 'INVISIBLE' } as const;

/** The Esign Client Service of BSrE, interface v2 (integration guide 2.2.1): JSON over Basic authentication, many files in one call. */
export function openEsignV2({ endpoint, roots, perCall }: { endpoint: Endpoint; roots: readonly pkijs.Certificate[]; perCall: number }): EsignV2 {
  const post = (path: string, body: Readonly<Record<string, unknown>>) => call(endpoint, 'POST', `/api/v2${path}`, body);

  async function signFiles(path: string, who: Readonly<Record<string, unknown>>, documents: readonly Uint8Array[], about: Readonly<Record<string, unknown>>): Promise<readonly SignOutcome[]> {
    const answer = await post(path, { ...who, signatureProperties: documents.map(() => ({ ...invisible, ...about })), file: documents.map((pdf) => Buffer.from(pdf).toString('base64')) });
    return outcomesOf(answer, documents.length);
  }

  async function simply(path: string, body: Readonly<Record<string, unknown>>): Promise<'sent' | SignerFault> {
    const answer = await post(path, body);
    return faultOf(answer) ?? 'sent';
  }

  return {
    kind: 'esign-v2', roots, perCall,
    async status(official) {
      const answer = await post('/user/check/status', idOf(official));
      const fault = faultOf(answer);
      if (fault && !(answer.kind === 'json' && typeof answer.body['status'] === 'string' && answer.status < 500 && fault !== 'credentials')) return fault;
      return answer.kind === 'json' ? statusFault(textOf(answer.body['status'])) : 'unavailable';
    },
    sign: ({ official, secret, documents, reason, location }) => signFiles('/sign/pdf', { ...idOf(official), ...secretOf(secret) }, documents, { reason, location }),
    requestTotp: (official, count) => simply('/sign/get/totp', { ...idOf(official), data: count }),
    async verify(pdf) {
      const answer = await post('/verify/pdf', { file: Buffer.from(pdf).toString('base64') });
      return answer.kind === 'json' && answer.status === 200 ? { conclusion: textOf(answer.body['conclusion']), description: textOf(answer.body['description']) } : undefined;
    },
    seal: {
      requestActivation: (subscriber) => simply('/seal/get/activation', { idSubscriber: subscriber }),
      requestTotp: (subscriber, activation, count) => simply('/seal/get/totp', { idSubscriber: subscriber, totp: activation, data: count }),
      apply: (subscriber, totp, documents) => signFiles('/seal/pdf', { idSubscriber: subscriber, totp }, documents, {}),
      async revokeActivation(subscriber) {
        const outcome = await simply('/seal/revoke/activation', { idSubscriber: subscriber });
        return outcome === 'sent' ? 'done' : outcome;
      },
    },
  };
}

function idOf(official: Official): Readonly<Record<string, string>> {
  return { nik: official.nik ?? '' };
}

function secretOf({ passphrase, totp }: Secret): Readonly<Record<string, string>> {
  return passphrase ? { passphrase } : { totp: totp ?? '' };
}

function outcomesOf(answer: Answered, count: number): readonly SignOutcome[] {
  const all = (outcome: SignOutcome): SignOutcome[] => Array.from({ length: count }, () => outcome);
  const fault = faultOf(answer);
  if (fault === 'unavailable') return all(answer.kind === 'down' ? { kind: 'refused', fault } : { kind: 'lost' });
  if (fault) return all({ kind: 'refused', fault });
  const files: unknown = answer.kind === 'json' ? answer.body['file'] : undefined;
  if (!Array.isArray(files)) return all({ kind: 'lost' });
  return Array.from({ length: count }, (_, at): SignOutcome => { const file: unknown = files[at]; return typeof file === 'string' ? { kind: 'signed', pdf: new Uint8Array(Buffer.from(file, 'base64')) } : { kind: 'lost' }; });
}

/** Nothing when the service did as asked. */
function faultOf(answer: Answered): SignerFault | undefined {
  if (answer.kind !== 'json' || answer.status >= 500) return 'unavailable';
  return answer.status >= 400 ? refusalFault(answer.status, messageOf(answer.body), esignRefusals) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
