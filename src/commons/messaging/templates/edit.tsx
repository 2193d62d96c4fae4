import { z } from 'zod';
import { can } from '#kernel/actor';
import { Problem } from '#kernel/problem';
import { action, refusals as actionRefusals, type Perform } from '#platform/action';
import type { Database } from '#platform/database';
import { answer, mountForm, type Http } from '#platform/http';
import { Button, DataTable, EmptyState, ErrorSummary, Field, Layout, PageHead, TextArea, useWords, type FormState } from '#platform/ui';
import { refusals } from '../problems.ts';
import type { MessagingTables } from '../tables.ts';
import { prepareSms } from '../text/gsm.ts';
import type { Template, Templates, TemplateVersion } from './registry.ts';
import { fill, placeholders } from './render.ts';
import { words } from './words.ts';

/** Writes a new version of a template's words. It may use only the values the service gives: those of the registered words. */
function editTemplate(templates: Templates) {
  return action({
    name: 'messaging/edit-template', allow: 'messaging/edit-templates',
    input: z.object({ name: z.string(), text: z.string().trim().min(1).max(4000), sms: z.string().trim().max(1530).optional(), title: z.string().trim().max(120).optional() }),
    async run(work, input) {
      const registered = templates.all().find((template) => template.name === input.name);
      if (!registered) throw new Problem(refusals.unknownTemplate);
      const known = new Set(placeholdersOf(registered));
      const unknown = placeholdersOf(input).filter((name) => !known.has(name));
      if (unknown.length > 0) throw new Problem(refusals.unknownValues, { detail: `Layanan tidak memberi isian ini: ${unknown.join(', ')}. Pakai hanya: ${[...known].join(', ')}.`, fields: { text: 'Hapus isian yang tidak dikenal.' } });
      const { version } = await templates.current(work, input.name);
      await work.tables<MessagingTables>().insertInto('messaging.template_version').values({ name: input.name, version: version + 1, text: input.text, sms: input.sms || null, title: input.title || null, changed_by: work.actor.id, changed_at: work.now.toString() }).execute();
      work.note({ subject: input.name, version: version + 1 });
      return { version: version + 1 };
    },
    constraints: { template_version_pkey: refusals.editedMeanwhile },
  });
}

function placeholdersOf(template: { text: string; sms?: string | undefined; title?: string | undefined }): string[] {
  return placeholders([template.text, template.sms, template.title].filter(Boolean).join('\n'));
}

/** `/pesan/templat`: every template, its words, how they look when sent and how many SMS they take. */
export function mountTemplates(deps: { http: Http; database: Database; perform: Perform; templates: Templates }): void {
  const { http, templates } = deps;
  const edit = editTemplate(templates);
  const current = (name: string) => templates.current({ tables: () => deps.database.read() as never }, name);
  http.addEntrances([{ path: '/pesan/templat', name: words.title, for: 'desk', permission: 'messaging/edit-templates' }]);

  http.app.get('/pesan/templat', async (request, reply) => {
    if (!can(request.actor, 'messaging/edit-templates')) throw new Problem(actionRefusals.forbidden);
    return answer(reply, <ListPage versions={await Promise.all(templates.all().map((template) => current(template.name)))} />);
  });
  mountForm(http.app, {
    path: '/pesan/templat/:name',
    async view(request, state) {
      if (!can(request.actor, 'messaging/edit-templates')) throw new Problem(actionRefusals.forbidden);
      return <EditPage version={await current((request.params as { name: string }).name)} state={state} />;
    },
    async send(request, values) {
      await deps.perform(edit, request.actor, { ...values, name: (request.params as { name: string }).name }, { requestId: request.id });
      return '/pesan/templat';
    },
  });
}

function ListPage({ versions }: { versions: readonly TemplateVersion[] }) {
  const t = useWords(words);
  return (
    <Layout title={t('title')} kind="desk">
      <PageHead title={t('title')} lead={t('lead')} />
      <DataTable caption={t('title')} rows={versions} rowKey={(row) => row.name} empty={<EmptyState title={t('none')} />} columns={[
        { head: t('name'), cell: (row) => <a href={`/pesan/templat/${row.name}`}>{row.name}</a> },
        { head: t('text'), cell: (row) => row.text },
        { head: t('version'), cell: (row) => String(row.version), numeric: true },
        { head: t('segments'), cell: (row) => String(prepareSms(sample(row).sms).segments), numeric: true },
      ]} />
    </Layout>
  );
}

function EditPage({ version, state }: { version: TemplateVersion; state: FormState }) {
  const t = useWords(words);
  const given = state.values['text'] === undefined ? { ...state, values: { text: version.text, sms: version.sms ?? '', title: version.title ?? '' } } : state;
  const shown = sample({ ...version, text: given.values['text'] ?? '', sms: given.values['sms'] ?? '' });
  const sms = prepareSms(shown.sms);
  return (
    <Layout title={version.name} kind="desk">
      <PageHead title={version.name} crumbs={[{ href: '/pesan/templat', name: t('title') }]} lead={t('values', { values: placeholdersOf(version).map((name) => `((${name}))`).join(' ') })} />
      <ErrorSummary problem={state.problem} />
      <form method="post">
        <TextArea name="text" label={t('text')} state={given} maxLength={4000} rows={6} required />
        <TextArea name="sms" label={t('sms')} hint={t('smsHint')} state={given} maxLength={1530} rows={3} />
        <Field name="title" label={t('subject')} state={given} />
        <div class="actions"><Button>{t('save')}</Button></div>
      </form>
      <h2>{t('preview')}</h2>
      <p>{shown.text}</p>
      <p class="quiet">{t('smsCount', { segments: sms.segments, encoding: sms.encoding, letters: sms.text.length })}</p>
    </Layout>
  );
}

/** The words with each value standing for itself; a text that cannot be filled yet is shown as it is. */
function sample(template: Pick<Template, 'text' | 'sms'>): { text: string; sms: string } {
  const filled = (text: string) => fill(text, Object.fromEntries(placeholders(text).map((name) => [name, isFlag(text, name) ? 'ya' : `[${name}]`])));
  return { text: filled(template.text), sms: filled(template.sms || template.text) };
}

function isFlag(text: string, name: string): boolean {
  return text.includes(`((${name}??`);
}
