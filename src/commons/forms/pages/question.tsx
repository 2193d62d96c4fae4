import type { ComponentChildren } from 'preact';
import { formatRupiah } from '#kernel/money';
import { say } from '#kernel/manifest';
import { Checkbox, Choices, DateParts, Field as TextField, FileField, SelectField, TextArea, Ticks, useFrame, useWords } from '#platform/ui';
import { at } from '../rules/answers.ts';
import type { FileAnswer } from '../rules/files.ts';
import { thousands } from '../rules/write.ts';
import type { Field } from '../rules/tree.ts';
import type { Asking } from './asking.ts';
import { AddressField, PointField } from './composite.tsx';
import { GroupField } from './group.tsx';
import { sizeInWords } from './shown.tsx';
import { words } from './words.ts';

/** One question as its schema says. `path` is the name of its input; `bare` when the page's heading is the question already. */
export function QuestionField({ field, path, asking }: { field: Field; path: string; asking: Asking }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const { question } = field;
  const label = `${say(question.label, locale)}${field.required || field.kind === 'tick' ? '' : ` ${t('optional')}`}`;
  const hint = question.hint && say(question.hint, locale);
  const common = { name: path, label, state: asking.state, ...(hint ? { hint } : {}) };
  const choice = { name: path, legend: label, state: asking.state, ...(hint ? { hint } : {}) };
  if (question.compute !== undefined) return <Computed field={field} path={path} asking={asking} label={say(question.label, locale)} />;
  switch (field.kind) {
    case 'text': return <TextField {...common} autocomplete="off" />;
    case 'name': return <TextField {...common} autocomplete="off" />;
    case 'lines': return <TextArea {...common} {...(field.schema.maxLength ? { maxLength: field.schema.maxLength } : {})} />;
    case 'nik': case 'npwp': case 'nitku': case 'nib': case 'kbli': return <TextField {...common} inputmode="numeric" autocomplete="off" />;
    case 'phone': return <TextField {...common} type="tel" autocomplete="tel" />;
    case 'email': return <TextField {...common} type="email" autocomplete="email" />;
    case 'integer': case 'rupiah': return <TextField {...common} inputmode="numeric" autocomplete="off" />;
    case 'number': return <TextField {...common} autocomplete="off" />;
    case 'date': return <DateParts {...choice} />;
    case 'choice': return <OneOf field={field} path={path} asking={asking} label={label} hint={hint} />;
    case 'choices': return <Ticks {...choice} options={optionsOf(field, locale)} />;
    case 'yesno': return <Choices {...choice} layout="cards" options={[{ value: 'ya', label: t('yes') }, { value: 'tidak', label: t('no') }]} />;
    case 'tick': return <Checkbox {...common} />;
    case 'file': return <FileQuestion field={field} path={path} asking={asking} label={label} hint={hint} />;
    case 'address': return <AddressField path={path} label={label} hint={hint} asking={asking} />;
    case 'point': return <PointField path={path} label={label} hint={hint} asking={asking} />;
    case 'group': return <GroupField field={field} path={path} asking={asking} hint={hint} ask={QuestionField} />;
  }
}

/** Few choices are shown, many are a list. */
function OneOf({ field, path, asking, label, hint }: { field: Field; path: string; asking: Asking; label: string; hint: string | undefined }) {
  const { locale } = useFrame();
  const t = useWords(words);
  const options = optionsOf(field, locale);
  const given = { name: path, state: asking.state, ...(hint ? { hint } : {}) };
  if (options.length > 9) return <SelectField {...given} label={label} options={[{ value: '', label: t('choose') }, ...options]} />;
  return <Choices {...given} legend={label} options={options} />;
}

function optionsOf(field: Field, locale: 'id' | 'en') {
  const values = (field.kind === 'choices' ? field.schema.items?.enum : field.schema.enum) ?? [];
  return values.map((value) => {
    const [name, hint] = [field.question.options?.[String(value)], field.question.optionHints?.[String(value)]];
    return { value: String(value), label: name ? say(name, locale) : String(value), ...(hint ? { hint: say(hint, locale) } : {}) };
  });
}

function FileQuestion({ field, path, asking, label, hint }: { field: Field; path: string; asking: Asking; label: string; hint: string | undefined }) {
  const t = useWords(words);
  const kept = at(asking.answers, path) as FileAnswer | undefined;
  return (
    <>
      <FileField name={path} label={kept ? `${label}: ${t('fileReplace')}` : label} hint={hint ?? t('fileHint')} state={asking.state} accept="image/*,.heic,.heif,application/pdf" />
      {kept ? <div class="file-kept"><p>{t('fileKept', { name: kept.name, size: sizeInWords(kept.size) })}</p><RemoveFile path={path} name={field.name} /></div> : null}
    </>
  );
}

function RemoveFile({ path, name }: { path: string; name: string }): ComponentChildren {
  const t = useWords(words);
  return <label class="choice choice-small" key={name}><input type="checkbox" name={path} value="hapus" /><span>{t('fileRemove')}</span></label>;
}

function Computed({ field, path, asking, label }: { field: Field; path: string; asking: Asking; label: string }) {
  const t = useWords(words);
  const value = at(asking.answers, path);
  const said = typeof value !== 'number' ? t('notYet') : field.kind === 'rupiah' ? formatRupiah(BigInt(value)) : thousands(value);
  return <div class="field computed" id={`f-${path}`}><p class="computed-label">{label}</p><p class="hint">{t('computed')}</p><p class="computed-value" data-computed={path} data-unit={field.kind === 'rupiah' ? 'Rp' : ''} data-unknown={t('notYet')}>{said}</p></div>;
}
