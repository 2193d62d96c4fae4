// <serasan-passkey begin finish failed next>: one button that asks this device for its passkey. The library is fetched only when pressed.
const library = '/assets/kunci/simplewebauthn.js';

customElements.define('serasan-passkey', class extends HTMLElement {
  connectedCallback() {
    if (!globalThis.PublicKeyCredential) return;
    this.hidden = false;
    this.button = this.querySelector('button');
    this.status = this.querySelector('[role=status]');
    this.button.addEventListener('click', () => { void this.run(); });
  }

  async run() {
    this.button.disabled = true;
    this.status.textContent = '';
    try {
      const { options, kind } = await ask(this.getAttribute('begin'), {});
      await import(library);
      const { startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser;
      const response = kind === 'register' ? await startRegistration({ optionsJSON: options }) : await startAuthentication({ optionsJSON: options });
      const { next } = await ask(this.getAttribute('finish'), { response, next: this.getAttribute('next') });
      location.assign(next);
    } catch (error) {
      this.status.textContent = (error && error.detail) || this.getAttribute('failed');
      this.button.disabled = false;
    }
  }
});

async function ask(path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw said;
  return said;
}
