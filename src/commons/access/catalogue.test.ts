import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { openCatalogue, type Declaration } from './catalogue.ts';
import { whyNotGrant } from './grant-rules.ts';
import { ownDeclaration, wholeRegency } from './own.ts';
import { refusals } from './problems.ts';
import { whyNotRead } from './readings.ts';

const words = { id: 'contoh' };
const service = (id: string, permissions: string[], roles: Record<string, string[]>, agency = 'rsud'): Declaration => ({
  id, agency, permissions: permissions.map((one) => ({ id: one, means: words })), roles: Object.entries(roles).map(([role, given]) => ({ id: role, name: words, permissions: given })),
});
const staff = (permissions: string[], agency = 'rsud', id = 'petugas-1'): Actor => ({ kind: 'staff', id, name: 'Contoh', permissions: new Set(permissions), agency, channel: 'web' });

function check(...declarations: Declaration[]): () => void {
  const catalogue = openCatalogue();
  catalogue.declare(...declarations);
  return () => { catalogue.validate(); };
}

describe('the catalogue of roles', () => {
  it('accepts a role that uses its own permissions and those of commons rooms', () => {
    expect(check(service('saroale', ['saroale/call'], { 'saroale/perawat': ['saroale/call', 'messaging/answer'] }), { id: 'messaging', permissions: [{ id: 'messaging/answer', means: words }], roles: [] })).not.toThrow();
  });

  it('stops the start, naming every fault, when a permission is nobody’s, a prefix is foreign or an id is there twice', () => {
    expect(check(service('saroale', [], { 'saroale/perawat': ['saroale/call'] }))).toThrow('saroale/call');
    expect(check(service('saroale', ['bpjs/call'], {}))).toThrow('bpjs/call di saroale');
    expect(check(service('saroale', ['saroale/Call Next'], {}))).toThrow('nama-pendek');
    expect(check(service('saroale', ['saroale/call', 'saroale/call'], {}))).toThrow('dua kali');
    expect(check(service('saroale', ['bpjs/x'], { 'saroale/a': ['saroale/b'] }))).toThrow(/bpjs\/x[\s\S]*saroale\/b/);
  });
});

describe('who may hand out a role', () => {
  const catalogue = openCatalogue();
  catalogue.declare(ownDeclaration, service('saroale', ['saroale/call'], { 'saroale/perawat': ['saroale/call'] }), service('saji-muba', ['saji-muba/sign'], { 'saji-muba/kepala': ['saji-muba/sign'] }, 'dpmptsp'));
  const roles = catalogue.roles();

  it('is never the person who receives it, whatever they hold', () => {
    fc.assert(fc.property(fc.constantFrom(...roles), fc.subarray(catalogue.permissions().map((one) => one.id)), fc.constantFrom('rsud', 'dpmptsp', wholeRegency), (role, held, agency) => {
      expect(whyNotGrant(staff(held, agency), 'petugas-1', role, agency)).toBe(refusals.notToYourself);
    }));
  });

  it('is, without reach over the regency, only somebody of the same agency, and never for a role that reaches everywhere', () => {
    fc.assert(fc.property(fc.constantFrom(...roles), fc.constantFrom('rsud', 'dpmptsp'), fc.constantFrom('rsud', 'dpmptsp', wholeRegency), (role, own, agency) => {
      const allowed = whyNotGrant(staff(['access/grant'], own), 'orang-lain', role, agency) === undefined;
      if (allowed) expect(agency).toBe(own);
      if (allowed) expect(role.permissions).not.toContain('access/grant-anywhere');
      if (allowed && role.agency) expect(role.agency).toBe(agency);
    }));
  });

  it('keeps a service’s role in the agency that owns the service, even for the regency administrator', () => {
    const everywhere = staff(['access/grant', 'access/grant-anywhere'], wholeRegency);
    expect(whyNotGrant(everywhere, 'b', catalogue.role('saroale/perawat'), 'dpmptsp')).toBe(refusals.wrongAgency);
    expect(whyNotGrant(everywhere, 'b', catalogue.role('saroale/perawat'), 'rsud')).toBeUndefined();
    expect(whyNotGrant(everywhere, 'b', undefined, 'rsud')).toBe(refusals.unknownRole);
  });
});

describe('opening personal data', () => {
  const reading = { person: 'p', fields: ['nik'], purpose: 'care', service: 'saroale', permission: 'saroale/see-patient' } as const;

  it('needs the permission, or an emergency with a reason and an officer', () => {
    expect(whyNotRead(staff([]), reading)).toBe(refusals.mayNotRead);
    expect(whyNotRead(staff(['saroale/see-patient']), reading)).toBeUndefined();
    expect(whyNotRead(staff([]), { ...reading, breakGlass: true, reason: 'darurat ' })).toBe(refusals.glassNeedsReason);
    expect(whyNotRead(staff([]), { ...reading, breakGlass: true, reason: 'pasien tidak sadar di IGD' })).toBeUndefined();
    expect(whyNotRead({ ...staff([]), kind: 'resident' }, { ...reading, breakGlass: true, reason: 'pasien tidak sadar di IGD' })).toBe(refusals.onlyStaffBreakGlass);
  });
});
