// <speak-label>: reads the label aloud with the browser's own voice. Without this script, or without a voice, the text stands on the page.
customElements.define('speak-label', class extends HTMLElement {
  connectedCallback() {
    if (!('speechSynthesis' in window)) return;
    this.button = this.querySelector('button');
    this.button.hidden = false;
    this.button.addEventListener('click', () => this.speak());
  }

  disconnectedCallback() {
    speechSynthesis?.cancel();
  }

  speak() {
    speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(this.getAttribute('text'));
    said.lang = 'id-ID';
    said.rate = 0.85;
    const voice = speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith('id'));
    if (voice) said.voice = voice;
    this.dataset.said = this.getAttribute('text');
    speechSynthesis.speak(said);
  }
});
