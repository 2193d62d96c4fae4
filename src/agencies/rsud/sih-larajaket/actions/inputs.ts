import { z } from 'zod';
import { refusals } from '../problems.ts';

/** Input schemas shared by the verbs; messages are what a person reads beside the field. */
export const visitId = z.uuid({ error: refusals.noVisit.detail });
export const reason = z.string().trim().min(5, { error: 'Tulis alasannya, sekurang-kurangnya lima huruf.' }).max(300);
export const longText = z.string().max(20_000, { error: 'Ringkaskan: paling banyak 20.000 huruf.' }).transform((text) => text.replace(/\r\n/g, '\n').trim());
export const shortText = z.string().trim().max(500, { error: 'Ringkaskan: paling banyak 500 huruf.' });
