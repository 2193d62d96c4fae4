/** Who acts, through which channel, and with which permissions. Made by identity and access; read by actions, audit and pages. */
export interface Actor {
  readonly kind: 'staff' | 'resident' | 'partner' | 'system' | 'anonymous';
  /** Stable id of the account, person, partner or job; `anonymous` for nobody in particular. Never a NIK or a phone number. */
  readonly id: string;
  /** What to call them on a page. Never written to logs or events. */
  readonly name: string;
  /** Service ids of permissions are their first part: `saroale/call-next`. */
  readonly permissions: ReadonlySet<string>;
  /** The agency a staff member acts for. */
  readonly agency?: string | undefined;
  readonly channel: Channel;
}

export type Channel = 'web' | 'whatsapp' | 'telegram' | 'sms' | 'email' | 'mobile-jkn' | 'kiosk' | 'counter' | 'api' | 'job' | 'command';

/** Nobody in particular: a visitor without a login. */
export function anonymous(channel: Channel): Actor {
  return { kind: 'anonymous', id: 'anonymous', name: 'Pengunjung', permissions: new Set(), channel };
}

/** The house itself, for jobs and commands. It may do everything: what it does was decided when the job was enqueued. */
export function system(name: string, channel: 'job' | 'command' = 'job'): Actor {
  return { kind: 'system', id: `system:${name}`, name, permissions: new Set(['*']), channel };
}

/** Does the actor hold this permission? `*` is the system's. */
export function can(actor: Actor, permission: string): boolean {
  return actor.permissions.has(permission) || actor.permissions.has('*');
}
