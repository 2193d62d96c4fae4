export { mountHub } from './mount.tsx';
export type { HubDoors } from './doors.ts';
export { hubPermissions, hubRoles } from './operate.ts';
