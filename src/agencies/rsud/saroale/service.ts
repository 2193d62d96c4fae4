import type { Http } from '#platform/http';

/** Mounts the rooms of Saroale on the floors of the house. */
export function mount(floors: { http: Http }): void {
  floors.http.app.get('/saroale', () => ({ hello: 'saroale' }));
}
