import type { Entrance } from '#kernel/manifest';

/** The hub's desks in the menu of whoever may open them. */
export const hubEntrances: readonly Entrance[] = [
  { path: '/ringkasan', name: { id: 'Ringkasan kepala daerah', en: 'Leader’s summary' }, for: 'desk', permission: 'hub/lead' },
  { path: '/register', name: { id: 'Register inovasi', en: 'Register' }, for: 'desk', permission: 'hub/see' },
  { path: '/indeks', name: { id: 'Indeks inovasi', en: 'Index' }, for: 'desk', permission: 'hub/index' },
  { path: '/lomba', name: { id: 'Lomba inovasi', en: 'Competition' }, for: 'desk', permission: 'hub/contest' },
  { path: '/inkubator', name: { id: 'Inkubator', en: 'Incubator' }, for: 'desk', permission: 'hub/see' },
  { path: '/ipp', name: { id: 'Indeks pelayanan publik', en: 'Service index' }, for: 'desk', permission: 'hub/evaluate' },
  { path: '/operasi/pekerjaan', name: { id: 'Pekerjaan gagal', en: 'Failed jobs' }, for: 'desk', permission: 'hub/operate' },
];
