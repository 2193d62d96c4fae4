import { z } from 'zod';
import { refusals } from '../problems.ts';

/** Input schemas shared by the verbs; messages are what a person reads beside the field. */
export const payer = z.enum(['jkn', 'umum', 'other'], { error: 'Pilih cara bayar.' });
export const visitKind = z.coerce.number().int().pipe(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], { error: 'Pilih jenis kunjungan.' }));
export const bookingId = z.uuid({ error: refusals.noBooking.detail });
export const sessionId = z.uuid({ error: 'Pilih jadwal.' });
export const personId = z.uuid({ error: 'Pilih pasien.' });
/** A client's own key: the same key gives the same booking again. */
export const key = z.string().min(8, { error: 'Muat ulang halaman, lalu kirim lagi.' }).max(200);
export const reason = z.string().trim().min(5, { error: 'Tulis alasannya, sekurang-kurangnya lima huruf.' }).max(200);
export const reference = z.string().trim().max(40).optional();
export const contact = z.union([z.strictObject({ conversationId: z.string() }), z.strictObject({ personId: z.uuid() }), z.strictObject({ phone: z.string().regex(/^\+\d{8,15}$/) }), z.strictObject({ email: z.email() })]);
export const date = z.iso.date({ error: 'Tulis tanggal seperti 2026-11-24.' }).transform((text) => Temporal.PlainDate.from(text));
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Tulis jam seperti 08:00.' });
