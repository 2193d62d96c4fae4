export { openSigning, type Signing } from './open.ts';
export type { DocumentClass, IssueFacts, SignedDocument } from './deps.ts';
export type { NewDocument } from './prepare.ts';
export type { DocumentFacts } from './store/documents.ts';
export type { NewTerm } from './store/officials.ts';
export type { Standing } from './rules/standing.ts';
export { demoPassphrase } from './authority/authority.ts';
export { chooseSigner } from './signers/choose.ts';
