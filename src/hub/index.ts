export { mountHub, prepareHub } from './mount.tsx';
export type { HubDoors } from './doors.ts';
export { hubDeclaration } from './declaration.ts';
export { plantHub } from './demo.ts';
