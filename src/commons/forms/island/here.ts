/** Fills latitude and longitude from the telephone, when the person asks for it. Hidden where that is not possible. */
export class HereButton extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    if (!button || !('geolocation' in navigator)) return;
    this.hidden = false;
    button.addEventListener('click', () => { navigator.geolocation.getCurrentPosition((found) => { this.fill(found.coords); }, () => { this.fail(); }, { enableHighAccuracy: true, timeout: 20_000 }); });
  }

  private fill({ latitude, longitude }: GeolocationCoordinates): void {
    const path = this.getAttribute('for') ?? '';
    for (const [part, value] of [['lat', latitude], ['lon', longitude]] as const) {
      const input = this.ownerDocument.getElementById(`f-${path}.${part}`);
      if (input instanceof HTMLInputElement) input.value = value.toFixed(6).replace('.', ',');
    }
  }

  private fail(): void {
    const status = this.querySelector('[role=status]');
    if (status) status.textContent = this.getAttribute('failed');
  }
}
