export { mountHub, prepareHub } from './mount.tsx';
export type { HubDoors } from './doors.ts';
export { mountAccount } from './account/mount.tsx';
export { hubDeclaration } from './declaration.ts';
export { plantHub } from './demo.ts';
export { applyPlan, planKit, type Plan } from './kit/adopt.ts';
export { declareAdoption } from './kit/declare.ts';
export { openKit } from './kit/kit.ts';
export { exportKit, platformVersion } from './kit/open.ts';
