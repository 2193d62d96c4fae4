export { openMessaging, type Messaging, type MessagingDeps } from './open.ts';
export type { ChannelName, Choice, ContactRef, Conversation, Handler, Importance, Incoming, Invite, Notice, OutMessage } from './types.ts';
export type { Template, TemplateVersion, Templates } from './templates/registry.ts';
export type { Line } from './conversations/store.ts';
export type { Stands } from './standins/index.ts';
export { refusals as messagingRefusals } from './problems.ts';
export { demoPhones } from './simulator/phones.ts';
export { messagingDeclaration } from './declaration.ts';
