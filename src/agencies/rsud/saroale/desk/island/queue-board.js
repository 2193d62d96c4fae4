// <queue-board src revision>: keeps the wall display right within a second. The server numbers each state; after a lost connection the browser asks for what it
// missed. When nothing is heard for six seconds the last state stays and a line says so.
customElements.define('queue-board', class extends HTMLElement {
  connectedCallback() {
    this.heard = Date.now();
    this.connect();
    // A display that is switched on again without its link shows the last state it had.
    navigator.serviceWorker?.register('/saroale/luring.js', { scope: '/saroale/' }).catch(() => undefined);
    this.watch = setInterval(() => this.check(), 1000);
  }

  disconnectedCallback() {
    this.source?.close();
    clearInterval(this.watch);
  }

  connect() {
    this.source?.close();
    this.source = new EventSource(`${this.getAttribute('src')}?sejak=${this.getAttribute('revision')}`);
    this.source.addEventListener('open', () => this.hear());
    this.source.addEventListener('detak', () => this.hear());
    this.source.addEventListener('papan', (event) => {
      this.hear();
      this.setAttribute('revision', event.lastEventId);
      const fresh = new DOMParser().parseFromString(event.data, 'text/html');
      this.querySelector('.board-live').replaceChildren(...fresh.body.childNodes);
    });
  }

  hear() {
    this.heard = Date.now();
    this.say(false);
  }

  check() {
    if (Date.now() - this.heard < 6000) return;
    this.say(true);
    // Some browsers give up after an error answer: begin again ourselves.
    if (this.source.readyState === EventSource.CLOSED) this.connect();
  }

  say(lost) {
    this.querySelector('.board-lost').hidden = !lost;
    this.toggleAttribute('data-lost', lost);
  }
});
