// <doctor-keys>: Alt with a letter goes to what names it (data-alt) or saves; counts the minutes in which keys are pressed. Without this script the page works by Tab and Enter.
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
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    const form = this.querySelector('#note-form');
    const named = this.querySelector(`[data-alt="${CSS.escape(key)}"]`);
    if (key === 's' && form) { event.preventDefault(); form.requestSubmit(); return; }
    if (!named) return;
    event.preventDefault();
    if (named.matches('button')) named.click();
    else named.focus();
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
