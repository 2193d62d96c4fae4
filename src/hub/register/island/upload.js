// <serasan-upload kind preparing sending waiting done failed left>: sends the chosen file in pieces before the form is sent, and goes on where it was cut. Without it the form sends the file whole.
const piece = 512 * 1024;
const address = '/berkas/unggah';
const encode = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = (seconds) => new Promise((resolve) => { setTimeout(resolve, seconds * 1000); });

customElements.define('serasan-upload', class extends HTMLElement {
  connectedCallback() {
    // Announcing a file needs its hash, and hashing a secure context.
    if (!globalThis.crypto?.subtle) return;
    this.input = this.querySelector('input[type=file]');
    this.named = this.querySelector('input[name=upload]');
    this.status = this.querySelector('[role=status]');
    this.bar = this.querySelector('progress');
    this.input.addEventListener('change', () => { void this.begin(this.input.files[0]); });
    addEventListener('online', () => { this.wake?.(); });
  }

  async begin(file) {
    this.run = (this.run ?? 0) + 1;
    const { run } = this;
    this.named.value = '';
    this.input.name = 'file';
    if (!file) return;
    this.hold(true);
    this.say('preparing');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const started = performance.now();
    let [place, offset, first, failures] = [undefined, 0, undefined, 0];
    while (run === this.run) {
      try {
        if (!place) {
          // The same file announced again is the same upload: this is how one goes on after a reload or a lost line.
          const answer = await this.ask('POST', address, { 'upload-length': String(file.size), 'upload-metadata': `kind ${encode(this.getAttribute('kind'))},filename ${encode(file.name)},sha256 ${encode(sha256)}` });
          place = answer.headers.get('location');
          offset = Number(answer.headers.get('upload-offset'));
          first ??= offset;
        }
        this.show(offset, file.size, offset > first ? ((performance.now() - started) / (offset - first)) * (file.size - offset) : undefined);
        if (offset >= file.size) break;
        const answer = await this.ask('PATCH', place, { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, file.slice(offset, offset + piece));
        offset = Number(answer.headers.get('upload-offset'));
        failures = 0;
      } catch (error) {
        if (error.final) { this.say('failed', error.message); this.hold(false); return; }
        place = undefined;
        failures += 1;
        this.say('waiting');
        await Promise.race([pause(Math.min(30, 2 ** failures / 2)), new Promise((resolve) => { this.wake = resolve; })]);
      }
    }
    if (run !== this.run) return;
    this.named.value = place.split('/').at(-1);
    // The form names the upload; the file itself is not sent a second time.
    this.input.removeAttribute('name');
    this.say('done');
    this.hold(false);
  }

  async ask(method, url, headers, body) {
    const answer = await fetch(url, { method, headers: { 'tus-resumable': '1.0.0', 'accept': 'application/problem+json', ...headers }, body });
    if (answer.ok) return answer;
    // 409: somebody, perhaps this page before a cut, is further already; ask again where.
    if (answer.status === 409 || answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? ''), { final: true });
  }

  show(offset, size, left) {
    this.bar.hidden = false;
    this.bar.max = size;
    this.bar.value = offset;
    const number = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang || 'id', { maximumFractionDigits: 1 });
    this.status.textContent = this.getAttribute('sending').replace('{done}', number(offset)).replace('{all}', number(size)) + (left > 1000 ? ` ${this.getAttribute('left').replace('{n}', String(Math.ceil(left / 1000)))}` : '');
  }

  say(state, more = '') {
    this.dataset.state = state;
    this.status.textContent = `${this.getAttribute(state)} ${more}`.trim();
  }

  hold(busy) {
    for (const button of this.closest('form').querySelectorAll('button')) button.disabled = busy;
  }
});
