// <sign-pad label clear>: a signature with finger, pen or mouse. `value` is an SVG path in a 600 × 200 field. Keyboard users sign with their typed name in the field above it.
customElements.define('sign-pad', class extends HTMLElement {
  connectedCallback() {
    this.strokes = [];
    this.innerHTML = '';
    this.svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    for (const [name, value] of [['viewBox', '0 0 600 200'], ['role', 'img'], ['aria-label', this.getAttribute('label')]]) this.svg.setAttribute(name, value);
    this.path = this.svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'button button-lesser';
    again.textContent = this.getAttribute('clear');
    again.addEventListener('click', () => { this.strokes = []; this.draw(); });
    this.append(this.svg, again);
    this.svg.addEventListener('pointerdown', (event) => { this.svg.setPointerCapture(event.pointerId); this.down = true; this.strokes.push(`M${this.at(event)}`); this.draw(); });
    this.svg.addEventListener('pointermove', (event) => { if (this.down && this.value.length < 11_900) { this.strokes.push(`L${this.at(event)}`); this.draw(); } });
    for (const end of ['pointerup', 'pointercancel']) this.svg.addEventListener(end, () => { this.down = false; });
  }

  at(event) {
    const box = this.svg.getBoundingClientRect();
    const part = (value, size, most) => Math.max(0, Math.min(most, Math.round((value / size) * most)));
    return `${part(event.clientX - box.left, box.width, 600)} ${part(event.clientY - box.top, box.height, 200)}`;
  }

  draw() { this.path.setAttribute('d', this.value); }

  get value() { return this.strokes.join(''); }
});
