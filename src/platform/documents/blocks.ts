import { z } from 'zod';

const text = z.string();

/** The parts a letter, a report or a paper form is made of; a service composes them from its own data and needs no Typst. */
export const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), text, align: z.enum(['justify', 'left', 'center']).optional() }),
  z.object({ kind: z.literal('heading'), text, level: z.number().int().min(1).max(3).optional() }),
  /** Label, colon, value: the usual way an official letter states particulars. */
  z.object({ kind: z.literal('fields'), rows: z.array(z.tuple([text, text])) }),
  z.object({ kind: z.literal('list'), items: z.array(text), numbered: z.boolean().optional() }),
  /** `widths` are shares of the line; the head repeats on every page. */
  z.object({ kind: z.literal('table'), caption: text.optional(), head: z.array(text), rows: z.array(z.array(text)), total: z.array(text).optional(), align: z.array(z.enum(['left', 'right', 'center'])).optional(), widths: z.array(z.number().positive()).optional() })
    .refine((table) => [...table.rows, table.total ?? table.head].every((row) => row.length === table.head.length), 'setiap baris tabel harus selebar kepalanya'),
  /** `Menimbang`, `Mengingat`, `Menetapkan`: the word at the left, its items at the right. */
  z.object({ kind: z.literal('clauses'), clauses: z.array(z.object({ word: text, items: z.array(text).min(1), marks: z.enum(['letters', 'numbers', 'none']).optional() })) }),
  z.object({ kind: z.literal('checkboxes'), items: z.array(z.object({ text, checked: z.boolean().optional() })) }),
  /** Room to write by hand: the label and dotted lines. */
  z.object({ kind: z.literal('lines'), label: text, hint: text.optional(), count: z.number().int().min(1).max(20).optional() }),
  /** One box a character, for numbers written by hand. */
  z.object({ kind: z.literal('boxes'), label: text, hint: text.optional(), count: z.number().int().min(1).max(40) }),
  z.object({ kind: z.literal('notice'), text }),
  z.object({ kind: z.literal('page-break') }),
]);

export type Block = z.input<typeof block>;

/** Who signs at the foot of a letter. `electronic` draws the box with the QR code, `wet` leaves room for pen and stamp. */
export const signatory = z.object({
  mode: z.enum(['electronic', 'wet']), position: text, name: text, rank: text.optional(), nip: text.optional(),
  /** `a.n. Bupati`, `Plh.`, `Plt.`: printed before the position. */
  onBehalf: text.optional(),
});
