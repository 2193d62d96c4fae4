export { runUat, type UatOptions, type UatResult } from './uat/run.ts';
