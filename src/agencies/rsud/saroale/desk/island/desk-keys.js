// <desk-keys>: single keys press the buttons of the desk that name them (data-key), arrows walk the list. Never while somebody types, and nothing
// refreshes by itself then. Without this script the page works by Tab and Enter.
customElements.define('desk-keys', class extends HTMLElement {
  connectedCallback() {
    this.onKey = (event) => this.press(event);
    document.addEventListener('keydown', this.onKey);
    this.addEventListener('htmx:before:request', (event) => { if (event.target.id === 'meja' && this.busy()) event.preventDefault(); });
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.onKey);
  }

  busy() {
    return document.activeElement?.matches('input, select, textarea') || this.querySelector('#meja details[open]') !== null;
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.closest('input, select, textarea')) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') return this.walk(event);
    const button = [...this.querySelectorAll(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`)].find((one) => one.offsetParent !== null);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  walk(event) {
    const links = [...this.querySelectorAll('.queue-list a')];
    const at = links.indexOf(document.activeElement);
    const from = at >= 0 ? at : links.findIndex((link) => link.getAttribute('aria-current') === 'true');
    const next = links[from + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
});
