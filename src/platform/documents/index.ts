export { openDocuments, type Documents } from './documents.ts';
export { template, type Issue, type Rendered, type Template } from './template.ts';
export { labels, letter, paperForm, report } from './standard.ts';
export type { Block } from './blocks.ts';
