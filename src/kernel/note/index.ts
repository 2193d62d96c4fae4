export { noteSigner, noteVerifier, openNote, signNote, type NoteSigner, type NoteVerifier, type OpenedNote } from './note.ts';
export { formatCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
export { cosigner, cosignatureVerifier } from './cosignature.ts';
export { formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.ts';
