/** The plan of the house as data: which storeys exist, and inside a storey who may import whom (only those named before). */
export const storeys = ['kernel', 'platform', 'commons', 'agencies', 'hub'] as const;

export const order: Readonly<Record<string, readonly string[]>> = {
  kernel: ['problem', 'ids', 'time', 'digest', 'actor', 'nik', 'name', 'phone', 'money', 'fraction', 'procedure', 'manifest', 'merkle', 'note'],
  platform: ['config', 'regency', 'vault', 'database', 'sealing', 'audit', 'jobs', 'action', 'device', 'ui', 'http', 'files', 'documents', 'backup'],
  commons: ['evidence', 'transparency', 'places', 'calendar', 'access', 'identity', 'people', 'forms', 'cases', 'booking', 'messaging', 'assistant', 'signing', 'billing', 'dispatch', 'survey', 'complaints'],
};

/** The composition root and the commands may import anything. */
export const roots = ['main.ts', 'house.ts', 'floors.ts', 'services.ts', 'welcome.ts', 'commands/'];
