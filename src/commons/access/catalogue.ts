import type { Permission, Role } from '#kernel/manifest';

/** What a service's manifest or a commons room says about permissions and roles. A Manifest is one; `agency` is missing for rooms of the whole regency. */
export interface Declaration {
  readonly id: string;
  readonly agency?: string;
  readonly permissions: readonly Permission[];
  readonly roles: readonly Role[];
  /** For demonstrations: the agency whose made-up officer holds a role that any agency may hold, by role id. */
  readonly samples?: Readonly<Record<string, string>>;
}

export interface DeclaredRole extends Role {
  /** Service or room that declares it. */
  readonly declaredBy: string;
  /** The only agency the role can be held for; nothing: any. */
  readonly agency?: string | undefined;
  /** Agency of the made-up officer who shows this role. */
  readonly sampleAgency?: string | undefined;
}

/** Every permission and role of the house, collected while the doors open and checked once before it starts. */
export interface Catalogue {
  declare(...declarations: Declaration[]): void;
  /** Throws one error naming every fault: a permission nobody declared, a foreign prefix, something declared twice. */
  validate(): void;
  permissions(): readonly Permission[];
  roles(): readonly DeclaredRole[];
  role(id: string): DeclaredRole | undefined;
  /** The union of the permissions of these roles; a role that left the house gives none. */
  permissionsOf(roleIds: Iterable<string>): ReadonlySet<string>;
}

export function openCatalogue(): Catalogue {
  const declarations: Declaration[] = [];
  const roles = () => declarations.flatMap((declaration) => declaration.roles.map((role): DeclaredRole => ({ ...role, declaredBy: declaration.id, agency: role.heldBy ? undefined : declaration.agency, sampleAgency: declaration.samples?.[role.id] })));
  const permissions = () => declarations.flatMap((declaration) => declaration.permissions);
  const role = (id: string) => roles().find((one) => one.id === id);
  return {
    declare: (...more) => { declarations.push(...more); },
    validate() {
      const found = faults(declarations);
      if (found.length > 0) throw new Error(`Peran dan wewenang tidak sah. Perbaiki manifes lalu jalankan lagi:\n${found.map((line) => `  ${line}`).join('\n')}`);
    },
    permissions, roles, role,
    permissionsOf: (roleIds) => new Set([...roleIds].flatMap((id) => role(id)?.permissions ?? [])),
  };
}

/** Everything wrong with a set of declarations, one line each; empty when all is well. */
function faults(declarations: readonly Declaration[]): string[] {
  const known = new Set(declarations.flatMap((declaration) => declaration.permissions.map((permission) => permission.id)));
  const ids = declarations.flatMap((declaration) => [...declaration.permissions.map((one) => `wewenang ${one.id}`), ...declaration.roles.map((one) => `peran ${one.id}`)]);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} dinyatakan dua kali`),
    ...declarations.flatMap((declaration) => [...declaration.permissions, ...declaration.roles]
      .filter(({ id }) => !id.startsWith(`${declaration.id}/`) || !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(id))
      .map(({ id }) => `${id} di ${declaration.id} harus berbentuk ${declaration.id}/nama-pendek`)),
    ...declarations.flatMap((declaration) => declaration.roles.flatMap((role) => role.permissions
      .filter((permission) => !known.has(permission)).map((permission) => `peran ${role.id} memakai ${permission} yang tidak dinyatakan siapa pun`))),
  ];
}
