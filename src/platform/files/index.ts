export { openFiles, paperTypes, type FileFacts, type FileKind, type Files, type Received } from './files.ts';
