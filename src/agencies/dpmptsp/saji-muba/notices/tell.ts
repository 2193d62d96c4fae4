import { civilDate, formatLongDate } from '#kernel/time';
import type { Work } from '#platform/database';
import type { Doors } from '../doors.ts';
import { linkOf } from '../rules/link.ts';
import type { NoticeKind } from './templates.ts';

/** Sends one message about an application to the phone it was asked from. The same kind (and `about`, for what may happen again) goes out once. */
export async function tell(doors: Doors, work: Work, to: { caseId: string; code: string; phone: string }, kind: NoticeKind, data: Readonly<Record<string, string>> = {}, about = ''): Promise<void> {
  await doors.messaging.notify(work, {
    to: { phone: to.phone }, template: `saji-${kind}`, data: { ...inWords(doors, data), kode: to.code, tautan: doors.publicUrl(`/saji-muba/p/${linkOf(to.code, doors.linkKeys)}`) },
    importance: kind === 'delivered' ? 'survey' : kind === 'ending' ? 'reminder' : 'normal', dedupe: `saji-muba/${to.caseId}/${kind}/${about || work.id}`, subject: to.caseId, replaces: false,
    expiresAt: work.now.add({ hours: 72 }),
  });
}

const halves: Readonly<Record<string, string>> = { pagi: 'pagi', siang: 'siang sampai sore' };

/** Dates and instants as people say them. */
function inWords(doors: Doors, data: Readonly<Record<string, string>>): Record<string, string> {
  const said: Record<string, string> = { ...data };
  for (const name of ['janji', 'batas', 'hari'] as const) {
    const value = data[name];
    if (value) said[name] = formatLongDate(/^\d{4}-\d{2}-\d{2}$/.test(value) ? Temporal.PlainDate.from(value) : civilDate(Temporal.Instant.from(value), doors.zone));
  }
  if (data['paruh']) said['paruh'] = halves[data['paruh']] ?? data['paruh'];
  return said;
}
