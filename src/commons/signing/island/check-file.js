// <serasan-check-file sha256 matched differs computing hint lookup>: hashes a chosen or dropped file on this device. With sha256 it compares, with lookup it asks by hash.
customElements.define('serasan-check-file', class extends HTMLElement {
  connectedCallback() {
    // Hashing needs a secure context; without one the form below sends the file instead.
    if (!globalThis.crypto?.subtle) return;
    this.input = this.querySelector('input[type=file]');
    this.result = this.querySelector('[role=status]');
    const hint = this.querySelector('.hint');
    if (hint) hint.textContent = this.getAttribute('hint');
    const button = this.querySelector('button');
    if (button) button.hidden = true;
    this.input.addEventListener('change', () => { void this.check(this.input.files[0]); });
    this.addEventListener('dragover', (event) => { event.preventDefault(); this.classList.add('dropping'); });
    this.addEventListener('dragleave', () => { this.classList.remove('dropping'); });
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      this.classList.remove('dropping');
      void this.check(event.dataTransfer.files[0]);
    });
  }

  async check(file) {
    if (!file) return;
    this.say('notice', this.getAttribute('computing'));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const lookup = this.getAttribute('lookup');
    if (lookup) { location.assign(`${lookup}?sidik=${hex}`); return; }
    const same = hex === this.getAttribute('sha256');
    this.say(same ? 'notice notice-done' : 'notice notice-attention', this.getAttribute(same ? 'matched' : 'differs'));
  }

  say(kind, text) {
    this.result.className = kind;
    this.result.textContent = text;
  }
});
