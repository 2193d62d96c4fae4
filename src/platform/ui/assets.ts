import { fileURLToPath } from 'node:url';

/** Folder of the style sheet and scripts every page may use. */
export const assetsFolder = fileURLToPath(new URL('./assets/', import.meta.url));
