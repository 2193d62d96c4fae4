export { mountHub } from './mount.tsx';
