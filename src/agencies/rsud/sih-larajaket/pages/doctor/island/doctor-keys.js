// <doctor-keys>: Alt with a letter goes to what names it (data-alt), arrow down leads from a search into what it found; counts the minutes in which keys are pressed.
// Without this script the page works by Tab and Enter.
customElements.define('doctor-keys', class extends HTMLElement {
  connectedCallback() {
    this.typed = 0;
    this.last = 0;
    this.onKey = (event) => this.press(event);
    document.addEventListener('keydown', this.onKey);
    this.addEventListener('submit', (event) => this.stamp(event.target), true);
  }

  disconnectedCallback() {
    document.removeEventListener('keydown', this.onKey);
  }

  press(event) {
    if (event.target.closest?.('textarea, input')) this.count(event.timeStamp);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.walk(event);
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    const named = this.querySelector(`[data-alt="${CSS.escape(key)}"]`);
    if (!named) return;
    event.preventDefault();
    named.scrollIntoView({ block: 'nearest' });
    if (named.matches('button[data-press]')) named.click();
    else (named.matches('section') ? named.querySelector('select') ?? named : named).focus();
  }

  // From the search box to the first thing found, and on from there.
  walk(event) {
    const found = [...(event.target.closest('.code-search')?.nextElementSibling ?? event.target.closest('.found-codes, .chips'))?.querySelectorAll('.chip, a') ?? []];
    const to = found[found.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  // A pause of more than five seconds is thinking, not typing.
  count(now) {
    const pause = now - this.last;
    if (this.last > 0 && pause < 5000) this.typed += pause;
    this.last = now;
  }

  stamp(form) {
    const field = form.querySelector?.('input[name="typedMinutes"]');
    if (field) field.value = (this.typed / 60000).toFixed(2);
  }
});
