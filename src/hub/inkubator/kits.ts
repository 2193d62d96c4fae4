import { z } from 'zod';
import { elementKeys } from '#commons/survey';
import data from '../reference/kits.json' with { type: 'json' };

/** Which of the nine survey elements a kit improves; an assessment, with its source. */
export const kits = z.object({ source: z.string(), status: z.enum(['verified', 'unverified']), checkedOn: z.iso.date(), kits: z.array(z.object({ service: z.string(), helps: z.array(z.enum(elementKeys)).min(1) })) }).parse(data).kits;
