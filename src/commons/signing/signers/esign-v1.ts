import type * as pkijs from 'pkijs';
import { esignRefusals } from '../reference.ts';
import { refusalFault, statusFault } from '../rules/esign.ts';
import type { Official, Secret, SignOutcome, Signer } from './signer.ts';
import { call, messageOf, type Endpoint } from './transport.ts';

/** The Esign Client Service of BSrE, interface v1: multipart, one file a call; the PDF comes back at once or is fetched by the id in a header. */
export function openEsignV1({ endpoint, roots }: { endpoint: Endpoint; roots: readonly pkijs.Certificate[] }): Signer {
  async function signOne(pdf: Uint8Array, official: Official, secret: Secret): Promise<SignOutcome> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'dokumen.pdf');
    form.set('nik', official.nik ?? '');
    form.set('passphrase', secret.passphrase ?? '');
    form.set('tampilan', 'invisible');
    const answer = await call(endpoint, 'POST', '/api/sign/pdf', form);
    if (answer.kind === 'lost') return { kind: 'lost' };
    if (answer.kind === 'down') return { kind: 'refused', fault: 'unavailable' };
    if (answer.status >= 500) return { kind: 'lost' };
    if (answer.status >= 400) return { kind: 'refused', fault: refusalFault(answer.status, answer.kind === 'json' ? messageOf(answer.body) : '', esignRefusals) };
    if (answer.kind === 'bytes' && isPdf(answer.bytes)) return { kind: 'signed', pdf: answer.bytes };
    const id = answer.headers.get('id_dokumen');
    return id ? download(id) : { kind: 'lost' };
  }

  async function download(id: string): Promise<SignOutcome> {
    const answer = await call(endpoint, 'GET', `/api/sign/download/${encodeURIComponent(id)}`);
    return answer.kind === 'bytes' && isPdf(answer.bytes) ? { kind: 'signed', pdf: answer.bytes } : { kind: 'lost' };
  }

  return {
    kind: 'esign-v1', roots, perCall: 1,
    async status(official) {
      const answer = await call(endpoint, 'GET', `/api/user/status/${encodeURIComponent(official.nik ?? '')}`);
      if (answer.kind !== 'json' || answer.status >= 500) return 'unavailable';
      if (answer.status === 401 || answer.status === 403) return 'credentials';
      const { status } = answer.body;
      return typeof status === 'string' ? statusFault(status) : refusalFault(answer.status, messageOf(answer.body), esignRefusals);
    },
    async sign({ official, secret, documents }) {
      const outcomes: SignOutcome[] = [];
      for (const pdf of documents) outcomes.push(await signOne(pdf, official, secret));
      return outcomes;
    },
  };
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}
