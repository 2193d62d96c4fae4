// One visit at the door: steps, checklist, scans, receipt. Everything is recorded on the phone first.
import { h } from './preact.js';
import { compress, whereAmI } from './camera.js';
import { codeFits, getSealed, putScan, record, recordAll, saveVisit } from './store.js';
import { uuid } from './vault.js';
import { sha256 } from './vault.js';
import { button, clock, field, notice, radios, t, tag, tick, valuesOf } from './parts.js';

/** Views of one visit. `app` gives the phone, redraws, and goes elsewhere. */
export function visitView(app, visit) {
  return h('section', { key: visit.id, class: 'field-visit' },
    h('p', null, button(t('back'), () => { app.go('list'); }, 'lesser')),
    h('h1', { tabIndex: -1 }, `${t(visit.kind)} · ${visit.contact.name}`), h('p', null, tag(visit.status), ' ', visit.attempts > 0 ? h('span', { class: 'quiet' }, t('attempt', { n: visit.attempts + 1 })) : null),
    visit.sheet.note ? notice('attention', h('p', null, visit.sheet.note)) : null,
    h('dl', { class: 'answers' },
      row(t('address'), visit.contact.address, h('br'), visit.where, visit.river ? ` · ${t('river')}` : ''),
      visit.contact.landmark ? row(t('landmark'), visit.contact.landmark) : null,
      visit.contact.phone ? row(t('phone'), h('a', { href: `tel:${visit.contact.phone}` }, t('call', { phone: visit.contact.phone }))) : null,
      row(t('map'), h('a', { href: `geo:${visit.latitude},${visit.longitude}` }, `${visit.latitude.toFixed(4)}, ${visit.longitude.toFixed(4)}`))),
    visit.status === 'assigned' || visit.status === 'en_route' ? steps(app, visit) : null,
    visit.status === 'arrived' ? atTheDoor(app, visit) : null,
    visit.status === 'en_route' || visit.status === 'arrived' ? failing(app, visit) : null,
    visit.status === 'assigned' || visit.status === 'en_route' ? correcting(app, visit) : null);
}

function row(name, ...value) {
  return h('div', { key: name }, h('dt', null, name), h('dd', null, value));
}

async function step(app, visit, kind, body, status) {
  await recordAll(app.phone, [{ kind, visit: visit.id, body }], { visit: { ...visit, status } });
  await app.changed();
}

function steps(app, visit) {
  if (visit.status === 'assigned') return h('div', { class: 'actions' }, button(t('depart'), () => step(app, visit, 'depart', {}, 'en_route')));
  return h('div', { class: 'actions' },
    button(t('arrive'), async () => { const point = await whereAmI(); await step(app, visit, 'arrive', point ? { point } : {}, 'arrived'); }),
    button(t('turnBack'), () => step(app, visit, 'turn-back', { why: t('turnBack') }, 'assigned'), 'lesser'));
}

function atTheDoor(app, visit) {
  const { checklist = [], questions = [] } = visit.sheet;
  const originals = checklist.filter((line) => line.original);
  const others = checklist.filter((line) => !line.original);
  const bring = app.held.filter((item) => (visit.sheet.items ?? []).includes(item.id));
  return h('form', { onSubmit: (event) => { event.preventDefault(); void finish(app, visit, bring, event.currentTarget); } },
    others.length > 0 ? h('fieldset', { class: 'field' }, h('legend', null, t('checklist')), h('div', { class: 'choices' }, others.map((line) => tick(`cek:${line.id}`, line.label)))) : null,
    originals.length > 0 || visit.kind === 'pickup' ? h('fieldset', { class: 'field' }, h('legend', null, t('takeAlong')), h('div', { class: 'choices' }, originals.map((line) => tick(`asli:${line.id}`, line.label))), field('asli-lain', t('extra'), { props: { maxLength: 120 } }), field('segel', t('sealNo'), { props: { maxLength: 40, autocomplete: 'off' } }, t('sealHint'))) : null,
    bring.length > 0 ? h('fieldset', { class: 'field' }, h('legend', null, t('bring')), h('div', { class: 'choices' }, bring.map((item) => tick(`beri:${item.id}`, `${item.label} (${item.code})`, { defaultChecked: true })))) : null,
    questions.length > 0 ? h('h2', null, t('questions')) : null, questions.map((question) => asked(question)),
    h('h2', null, t('scans')), field('nama-pindaian', t('scanLabel'), { props: { maxLength: 120, list: 'nama-berkas' } }), h('datalist', { id: 'nama-berkas' }, checklist.map((line) => h('option', { key: line.id, value: line.label }))),
    field('pindaian', t('addScan'), { props: { type: 'file', accept: 'image/*', capture: 'environment', multiple: true, onChange: (event) => void addScans(app, visit, event.currentTarget) } }), h('p', { role: 'status' }, app.scanned(visit.id) > 0 ? t('scanAdded', { n: app.scanned(visit.id) }) : ''),
    h('h2', null, t('proof')), field('penerima', t('receiver'), { props: { required: true, maxLength: 120, defaultValue: visit.contact.name, autocomplete: 'off' } }),
    radios('hubungan', t('relation'), [['yang bersangkutan', t('self')], ['keluarga', t('family')], ['tetangga', t('neighbour')], ['perangkat desa', t('official')]]),
    field('nik4', t('nik4'), { props: { inputMode: 'numeric', pattern: '\\d{4}', maxLength: 4, autocomplete: 'off', class: 'digits-4' } }), field('kode', t('code'), { props: { maxLength: 20, autocomplete: 'off' } }, t('codeHint')),
    field('foto', t('photo'), { props: { type: 'file', accept: 'image/*', capture: 'environment', onChange: (event) => void addPhoto(app, visit, event.currentTarget) } }), h('p', { role: 'status' }, app.photoOf(visit.id) ? t('photoKept') : ''),
    h('div', { class: 'field' }, h('p', { class: 'field-label' }, t('signature')), h('sign-pad', { label: t('signature'), clear: t('clear') })),
    h('p', null, h('strong', null, t('free'))), radios('bayar', t('askedToPay'), [['tidak', t('no')], ['ya', t('yes')]]),
    field('catatan', t('note'), { tag: 'textarea', props: { rows: 3, maxLength: 2000 } }),
    app.fault ? notice('attention', h('p', null, app.fault)) : null,
    h('div', { class: 'actions' }, h('button', { class: 'button' }, t('finish'))));
}

function asked(question) {
  const id = `tanya:${question.id}`;
  const label = question.unit ? `${question.label} (${question.unit})` : question.label;
  if (question.type === 'yesno') return radios(id, label, [['ya', t('yes')], ['tidak', t('no')]]);
  if (question.type === 'choice') return radios(id, label, (question.options ?? []).map((option) => [option, option]));
  return field(id, label, question.type === 'number' ? { props: { inputMode: 'decimal', autocomplete: 'off' } } : { tag: 'textarea', props: { rows: 2, maxLength: 2000 } });
}

/** Reads the answers in their own kinds; a number may be written with a comma. */
function answersOf(visit, values) {
  const answers = {};
  for (const { id, type } of visit.sheet.questions ?? []) {
    const value = values[`tanya:${id}`];
    if (value === undefined || value === '') continue;
    answers[id] = type === 'yesno' ? value === 'ya' : type === 'number' ? Number(value.replaceAll('.', '').replace(',', '.')) : value;
  }
  return answers;
}

function missing(visit, values, answers) {
  const lines = (visit.sheet.checklist ?? []).filter((line) => line.required && !values.ticked.includes(`${line.original ? 'asli' : 'cek'}:${line.id}`)).map((line) => line.label);
  const open = (visit.sheet.questions ?? []).filter((question) => question.required && answers[question.id] === undefined).map((question) => question.label);
  const wrong = Object.entries(answers).filter(([, value]) => typeof value === 'number' && !Number.isFinite(value)).map(([id]) => visit.sheet.questions.find((question) => question.id === id)?.label ?? id);
  return [...lines, ...open, ...wrong, ...(values.hubungan ? [] : [t('relation')]), ...(values.bayar ? [] : [t('askedToPay')])];
}

async function finish(app, visit, bring, form) {
  const values = valuesOf(form);
  const answers = answersOf(visit, values);
  const open = missing(visit, values, answers);
  if (open.length > 0) return app.say(t('needed', { what: open.join(' · ') }));
  if (values.kode && !(await codeFits(visit, values.kode))) return app.say(t('codeWrong'));
  const signature = form.querySelector('sign-pad').value;
  const point = await whereAmI();
  const method = values.kode ? 'otp' : 'signature';
  const seen = { ...(app.photoOf(visit.id) ? { photoHash: app.photoOf(visit.id) } : {}), ...(point ? { point } : {}) };
  const held = (await getSealed(app.phone, 'held')) ?? [];
  const taken = [...(visit.sheet.checklist ?? []).filter((line) => line.original && values.ticked.includes(`asli:${line.id}`)).map((line) => line.label), ...(values['asli-lain'] ? [values['asli-lain']] : [])]
    .map((label) => ({ id: uuid(), first: uuid(), custody: uuid(), label, ref: visit.refs[0] }));
  const given = bring.filter((item) => values.ticked.includes(`beri:${item.id}`)).map((item) => ({ id: item.id, previous: item.custody, custody: uuid() }));
  await recordAll(app.phone, [
    ...(taken.length > 0 ? [{ kind: 'collect', visit: visit.id, body: { items: taken, method, ...(values.segel ? { sealNo: values.segel } : {}), ...seen } }] : []),
    ...(given.length > 0 ? [{ kind: 'give', visit: visit.id, body: { items: given, receiver: values.penerima, method, ...seen } }] : []),
    { kind: 'finish', visit: visit.id, body: {
      base: visit.version, receiver: values.penerima, relation: values.hubungan, ...(/^\d{4}$/.test(values.nik4) ? { nikLast4: values.nik4 } : {}), ...(values.kode ? { code: values.kode } : {}), ...(signature ? { signature } : {}), ...seen,
      ticked: values.ticked.map((name) => name.split(':')[1]).filter((id) => (visit.sheet.checklist ?? []).some((line) => line.id === id)), answers, ...(values.catatan ? { note: values.catatan } : {}), askedToPay: values.bayar === 'ya', scans: app.scansOf(visit.id),
    } },
  ], { visit: { ...visit, status: 'done' }, held: [...held.filter((item) => !given.some((gone) => gone.id === item.id)), ...taken.map((item) => ({ id: item.id, label: item.label, code: '', custody: item.custody, ref: item.ref }))] });
  await app.changed();
  app.go('list');
}

async function addScans(app, visit, input) {
  const label = input.form['nama-pindaian'].value || t('scans');
  for (const file of input.files) {
    try {
      await keepScan(app, visit, label, file);
    } catch {
      app.say(t('scanBad'));
    }
  }
  input.value = '';
  await app.changed();
}

async function keepScan(app, visit, label, file) {
  const bytes = await compress(file);
  const id = uuid();
  const hash = await sha256(bytes);
  await putScan(app.phone, { id, visit: visit.id, bytes });
  await record(app.phone, 'scan', visit.id, { id, label, page: app.scanned(visit.id) + 1, sha256: hash, size: bytes.byteLength });
  await app.noteScan(visit.id, id);
  return hash;
}

async function addPhoto(app, visit, input) {
  const [file] = input.files;
  if (!file) return;
  try {
    await app.notePhoto(visit.id, await keepScan(app, visit, t('photo'), file));
  } catch {
    app.say(t('scanBad'));
  }
  await app.changed();
}

function failing(app, visit) {
  const reasons = ['notHome', 'refused', 'wrongAddress', 'unsafe', 'damaged'].map((name) => [t(name), t(name)]);
  return h('details', { key: 'gagal' }, h('summary', null, t('failTitle')), h('form', { class: 'details-body', onSubmit: async (event) => {
    event.preventDefault();
    const { sebab, keterangan } = valuesOf(event.currentTarget);
    if (!sebab) return app.say(t('needed', { what: t('why') }));
    await step(app, visit, 'fail', { why: keterangan ? `${sebab}: ${keterangan}` : sebab }, 'failed');
    app.go('list');
  } }, radios('sebab', t('why'), reasons), field('keterangan', t('note'), { props: { maxLength: 200 } }), h('div', { class: 'actions' }, h('button', { class: 'button button-ending' }, t('failIt')))));
}

function correcting(app, visit) {
  return h('details', { key: 'betulkan' }, h('summary', null, t('correct')), h('form', { class: 'details-body', onSubmit: async (event) => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget);
    const contact = { ...visit.contact };
    for (const name of ['phone', 'address', 'landmark']) {
      const value = values[`b-${name}`].trim();
      if (value === (contact[name] ?? '') || (value === '' && name !== 'landmark')) continue;
      await record(app.phone, 'correct', visit.id, { field: name, base: contact[name] ?? '', value });
      contact[name] = value;
    }
    await saveVisit(app.phone, { ...visit, contact });
    await app.changed();
  } }, ['phone', 'address', 'landmark'].map((name) => field(`b-${name}`, t(name), { props: { defaultValue: visit.contact[name] ?? '', maxLength: 300, autocomplete: 'off' } })), h('div', { class: 'actions' }, h('button', { class: 'button button-lesser' }, t('keep')))));
}

/** The line of a visit in the list. */
export function visitLine(app, visit) {
  return h('li', { key: visit.id }, h('div', null,
    h('a', { href: `#${visit.id}`, onClick: (event) => { event.preventDefault(); app.go('visit', visit.id); } }, `${t(visit.kind)} · ${visit.contact.name}`),
    h('p', { class: 'quiet' }, `${visit.contact.address}, ${visit.where}`), h('p', { class: 'quiet' }, [visit.half ? t(visit.half) : '', visit.eta ? t('about', { time: clock(visit.eta) }) : '', visit.river ? t('river') : ''].filter(Boolean).join(' · '))), tag(visit.status));
}
