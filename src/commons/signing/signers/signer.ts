import type * as pkijs from 'pkijs';

/** The person who signs, as the certificate authority knows them. */
export interface Official {
  readonly name: string;
  readonly nik: string | undefined;
}

/** Typed once for a batch; lives in memory for as long as the batch and nowhere else. */
export interface Secret {
  readonly passphrase?: string | undefined;
  readonly totp?: string | undefined;
}

/** Why a signing service said no. `words` are shown to the official. */
export type SignerFault = 'passphrase' | 'totp' | 'certificate-expired' | 'certificate-revoked' | 'not-registered' | 'not-issued' | 'credentials' | 'document' | 'unavailable';

export type SignOutcome =
  | { readonly kind: 'signed'; readonly pdf: Uint8Array }
  /** It was understood and refused: asking again with the same secret changes nothing. */
  | { readonly kind: 'refused'; readonly fault: SignerFault }
  /** No answer came: it may have been signed. The same bytes may be sent again. */
  | { readonly kind: 'lost' };

/** Whoever puts the signature on a PDF: the national authority's service in the agency's network, or the authority of a demonstration. */
export interface Signer {
  readonly kind: 'test' | 'esign-v2' | 'esign-v1';
  /** Roots the signer's certificate must lead to. */
  readonly roots: readonly pkijs.Certificate[];
  /** Documents in one call. */
  readonly perCall: number;
  /** May this official sign now? */
  status(official: Official): Promise<'ready' | SignerFault>;
  /** Signs documents in order; one outcome each. Never throws for what the service does. */
  sign(request: { readonly official: Official; readonly secret: Secret; readonly documents: readonly Uint8Array[]; readonly reason: string; readonly location: string }): Promise<readonly SignOutcome[]>;
  /** Asks for a one-time code for `count` documents, where the service offers it. */
  requestTotp?(official: Official, count: number): Promise<'sent' | SignerFault>;
}
