import type { Work } from '#platform/database';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import type { MessagingTables } from '../tables.ts';

/** Words a service sends, as registered at start (version 1). Staff may write newer versions; the newest is sent. */
export interface Template {
  /** `saroale-booked`; small letters, digits and dashes (underscores at WhatsApp). */
  readonly name: string;
  readonly category: 'utility' | 'authentication' | 'marketing';
  readonly text: string;
  /** Shorter words for SMS. */
  readonly sms?: string;
  /** Subject of the e-mail. */
  readonly title?: string;
}

export interface TemplateVersion extends Template {
  readonly version: number;
  readonly changedBy?: string;
}

export interface Templates {
  register(...templates: Template[]): void;
  /** Every registered template in its first words. */
  all(): Template[];
  /** The newest version, or a problem when nobody registered the name. */
  current(work: Pick<Work, 'tables'>, name: string): Promise<TemplateVersion>;
}

/** Opens the list of templates. */
export function openTemplates(): Templates {
  const known = new Map<string, Template>();
  return {
    register(...templates) {
      for (const template of templates) {
        if (!/^[a-z0-9-]{1,60}$/.test(template.name)) throw new Error(`Template name ${template.name} must be small letters, digits and dashes.`);
        known.set(template.name, template);
      }
    },
    all: () => [...known.values()],
    async current(work, name) {
      const first = known.get(name);
      if (!first) throw new Problem(refusals.unknownTemplate, { facts: { template: name } });
      const row = await work.tables<MessagingTables>().selectFrom('messaging.template_version').selectAll().where('name', '=', name).orderBy('version', 'desc').limit(1).executeTakeFirst();
      if (!row) return { ...first, version: 1 };
      return { name, category: first.category, text: row.text, version: row.version, changedBy: row.changed_by, ...(row.sms ? { sms: row.sms } : {}), ...(row.title ? { title: row.title } : {}) };
    },
  };
}
