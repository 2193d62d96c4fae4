export { openIdentity, type Identity } from './identity.ts';
export { codeNotice, codeTemplate } from './code-message.ts';
export { demoPassword } from './demo.ts';
export type { Deliver, IdentitySettings } from './deps.ts';
export type { Receipts } from './receipts.ts';
