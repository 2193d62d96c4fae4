import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { signInWith } from '../../../../../test/engines/sign-in.ts';
import { visitor } from '../../../../../test/engines/visitor.ts';
import { openTestHouse, type TestHouse } from '../../../../../test/engines/index.ts';
import { permissions, roles } from './access.ts';

let town: TestHouse;
beforeAll(async () => { town = await openTestHouse(); });
afterAll(() => town.close());

const allowed = {
  'saroale/see-queue': ['perawat', 'admisi', 'dokter', 'kepala', 'farmasi'],
  'saroale/call': ['perawat', 'dokter'],
  'saroale/announce': ['perawat', 'kepala'],
  'saroale/register': ['admisi'],
  'saroale/override': ['admisi', 'kepala'],
  'saroale/schedule': ['kepala'],
  'saroale/pharmacy': ['farmasi'],
  'saroale/bpjs': ['admisi', 'kepala'],
  'saroale/see-patient': ['perawat', 'admisi', 'dokter', 'farmasi'],
  'messaging/answer': ['admisi'],
  'messaging/edit-templates': ['kepala'],
} as const;

const pages = {
  '/saroale/meja': ['perawat', 'admisi', 'dokter', 'kepala', 'farmasi'],
  '/saroale/loket': ['perawat', 'admisi', 'dokter', 'farmasi'],
  '/saroale/jadwal': ['kepala'],
  '/percakapan': ['admisi'],
  '/pesan/templat': ['kepala'],
} as const;
const posts = ['perawat', 'admisi', 'dokter', 'kepala', 'farmasi'] as const;

describe('the posts of the outpatient wing', () => {
  it.each(Object.entries(allowed))('%s is held by exactly the posts whose work needs it', (permission, holders) => {
    expect(roles.filter((role) => role.permissions.includes(permission)).map((role) => role.id).sort()).toEqual(holders.map((post) => `saroale/${post}`).sort());
  });

  it('hold nothing the table does not name, and every permission is named', () => {
    const named: string[] = Object.keys(allowed);
    expect(roles.flatMap((role) => role.permissions).filter((permission) => !named.includes(permission))).toEqual([]);
    expect(permissions.map((permission) => permission.id).filter((id) => !named.includes(id))).toEqual([]);
  });

  it.each(posts)('%s opens the pages of their work and is refused the others', async (post) => {
    const officer = visitor(town.house);
    officer.jar.set('sesi', (await signInWith(town.house, { role: `saroale/${post}`, agency: 'rsud' })).token);
    for (const [path, holders] of Object.entries(pages)) {
      const opens = (holders as readonly string[]).includes(post);
      expect([path, (await officer.get(path)).status]).toEqual([path, opens ? 200 : 403]);
    }
  });

  it('cannot be given to an officer of another agency, whose own posts open none of it', async () => {
    const regent: Actor = { kind: 'staff', id: 'pengelola', name: 'Pengelola', permissions: new Set(['access/grant', 'access/grant-anywhere']), agency: 'disdikbud', channel: 'web' };
    for (const role of roles) await expect(town.house.perform(town.house.access.actions.grant, regent, { account: 'guru', role: role.id, agency: 'disdikbud', reason: 'salah instansi' })).rejects.toMatchObject({ code: 'access/wrong-agency' });
    const other = visitor(town.house);
    other.jar.set('sesi', (await signInWith(town.house, { role: 'messaging/officer', agency: 'disdikbud' })).token);
    for (const path of ['/saroale/meja', '/saroale/loket', '/saroale/jadwal']) expect([path, (await other.get(path)).status]).toEqual([path, 403]);
    const nobody = visitor(town.house);
    for (const path of ['/saroale/loket', '/saroale/jadwal']) expect((await nobody.get(path)).status).toBe(403);
  });
});
