// <clinic-offline>: the desk of nurse and doctor while there is no network. It reads today's patients from this device, writes to this device, and sends everything by
// itself when the network is back; what did not fit is shown beside what stands.
import { dropDraft, fetchPack, keepDraft, openDevice, readDraft, readPack, record, send, waiting } from './device-log.js';

const parts = ['subjective', 'objective', 'assessment', 'plan'];
const probeMs = 3000;

customElements.define('clinic-offline', class extends HTMLElement {
  async connectedCallback() {
    this.piece = (name) => this.querySelector(`[data-part="${name}"]`);
    this.words = this.dataset;
    this.chosen = /\/(?:triase|dokter)\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1];
    this.device = await openDevice();
    this.pack = await readPack(this.device);
    this.addEventListener('click', (event) => { const id = event.target.closest('[data-visit]')?.dataset.visit; if (id) { this.chosen = id; void this.show(); this.piece('name').focus(); } });
    this.addEventListener('submit', (event) => { event.preventDefault(); void this.save(event.target); });
    this.addEventListener('input', (event) => { if (event.target.closest('[data-form="note"]')) void keepDraft(this.device, this.chosen, { base: this.base, note: this.noteTyped() }); });
    addEventListener('online', () => { void this.meet(); });
    this.watch = setInterval(() => { void this.meet(); }, probeMs);
    await this.show();
    await this.meet();
  }

  disconnectedCallback() { clearInterval(this.watch); }

  get patient() { return this.pack?.patients.find((one) => one.id === this.chosen); }

  /** Looks whether the house answers; then everything is sent and the list is fetched anew. */
  async meet() {
    if (this.busy) return;
    this.busy = true;
    try {
      const there = (await fetch('/sehat', { cache: 'no-store', signal: AbortSignal.timeout(3000) }).catch(() => undefined))?.ok ?? false;
      const before = (await waiting(this.device)).length;
      const end = there ? await send(this.device, (heard) => { this.hear(heard); }) : 'away';
      this.piece('sign-in').hidden = end !== 'sign-in';
      this.piece('back').hidden = end !== 'sent';
      this.piece('state').textContent = end === 'sent' ? this.words.there : this.words.away;
      if (end === 'sent' && (before > 0 || !this.pack)) {
        await fetchPack(this.device, { now: true }).catch(() => undefined);
        this.pack = (await readPack(this.device)) ?? this.pack;
        if (!this.contains(document.activeElement)) await this.show();
      }
      await this.count();
    } finally {
      this.busy = false;
    }
  }

  hear({ event, answer }) {
    if (answer.outcome !== 'conflict' && answer.outcome !== 'rejected') return;
    this.piece('troubles').hidden = false;
    const patient = this.pack?.patients.find((one) => one.id === event.visitId);
    const rows = answer.parts ?? Object.entries(event.note ?? event.rx ?? event.triage?.vitals ?? {}).filter(([, mine]) => mine).map(([part, mine]) => ({ part, mine, theirs: answer.reason ?? '' }));
    this.piece('trouble-rows').append(...rows.map(({ part, mine, theirs }) => make('tr', {}, [patient ? `${patient.label} ${patient.name}` : '–', this.words[part] ?? part, mine, theirs].map((text) => make('td', { className: 'kept-lines', textContent: text })))));
  }

  async count() {
    const mine = await waiting(this.device);
    this.piece('count').textContent = this.words.waiting.replace('{n}', mine.length);
    this.piece('log').replaceChildren(...mine.filter((one) => one.visitId === this.chosen).map((one) => make('li', { textContent: `${new Date(one.writtenAt).toLocaleTimeString('id-ID', { hour: '2-digit', minute: '2-digit' })} ${this.words[one.kind]}${one.rx ? `: ${one.rx.drug} ${one.rx.signa}` : ''}` })));
  }

  async show() {
    this.piece('none').hidden = Boolean(this.pack?.patients.length);
    this.piece('list').replaceChildren(...(this.pack?.patients ?? []).map((one) => {
      const button = make('button', { type: 'button', className: 'button button-lesser', textContent: `${one.label} · ${one.name}` });
      button.dataset.visit = one.id;
      button.setAttribute('aria-pressed', String(one.id === this.chosen));
      return make('li', {}, [button]);
    }));
    this.piece('medicines').replaceChildren(...(this.pack?.medicines ?? []).map((one) => make('option', { value: `${one.name} (${one.code})` })));
    const { patient } = this;
    this.piece('patient').hidden = !patient;
    if (patient) await this.fill(patient);
    await this.count();
  }

  async fill(patient) {
    const last = (await waiting(this.device)).filter((one) => one.visitId === patient.id);
    for (const form of this.querySelectorAll('form')) form.reset();
    this.piece('name').textContent = patient.name;
    this.piece('who').textContent = `${patient.label} · ${patient.who}`;
    this.piece('allergies').textContent = patient.allergies.join(', ') || (patient.asked ? this.words.none : this.words.notAsked);
    this.piece('allergy-card').classList.toggle('patient-alarm', patient.allergies.length > 0);
    for (const name of ['problems', 'drugs', 'results', 'last']) this.piece(name).replaceChildren(...lines(patient.chart?.[name]));
    this.piece('rx').replaceChildren(...lines(patient.rx));
    for (const card of this.querySelectorAll('[data-for]')) card.hidden = !this.pack[card.dataset.for];
    const vitals = last.findLast((one) => one.kind === 'triage')?.triage.vitals ?? patient.triage?.vitals ?? {};
    for (const field of this.querySelectorAll('[data-form="triage"] input[data-vital]')) field.value = vitals[field.name] ?? '';
    const draft = (await readDraft(this.device, patient.id)) ?? last.findLast((one) => one.kind === 'note');
    const note = draft?.note ?? patient.note ?? {};
    this.base = draft?.base ?? patient.note?.version ?? 0;
    for (const part of parts) this.querySelector(`[data-form="note"] [name="${part}"]`).value = note[part] ?? '';
    this.piece('said').textContent = '';
  }

  noteTyped() {
    return Object.fromEntries(parts.map((part) => [part, this.querySelector(`[data-form="note"] [name="${part}"]`).value]));
  }

  async save(form) {
    const { patient } = this;
    if (!patient) return;
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
    const kind = form.dataset.form;
    if (kind === 'note') {
      await record(this.device, 'note', patient.id, { base: this.base, note: this.noteTyped() });
      await dropDraft(this.device, patient.id);
    } else if (kind === 'rx') {
      const medicine = this.pack.medicines.find((one) => `${one.name} (${one.code})` === values.drug || one.code === values.drug.toUpperCase());
      const warned = medicine && patient.avoid.some((one) => one === medicine.class || one === medicine.ingredient);
      if (!medicine || warned) { this.piece('said').textContent = medicine ? this.words.allergyStop : this.words.unknownDrug; return; }
      await record(this.device, 'rx', patient.id, { rx: { drug: medicine.code, signa: values.signa, quantity: '', reason: values.reason } });
      form.reset();
    } else {
      if (!values.allergy) { this.piece('said').textContent = this.words.askAllergy; return; }
      const vitals = Object.fromEntries([...form.querySelectorAll('input[data-vital]')].map((field) => [field.name, field.value]));
      await record(this.device, 'triage', patient.id, { base: patient.triage?.at ?? '', triage: { vitals, allergy: values.allergy, complaint: values.complaint, ...(values.substance ? { newAllergy: { substance: values.substance } } : {}) } });
    }
    this.piece('said').textContent = this.words.kept;
    await this.count();
    void this.meet();
  }
});

function lines(texts) {
  return (texts?.length ? texts : ['–']).map((text) => make('li', { textContent: text }));
}

function make(tag, properties, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
