import type { Parameters, ParametersParameter, ValueSet } from '@medplum/fhirtypes';
import { Problem } from '#kernel/problem';
import { refusals } from '../problems.ts';
import type { ApiDoors, Handler } from './doors.ts';
import { argumentsOf } from './operations.ts';
import { sendJson } from './replies.ts';

/** `$lookup`, `$validate-code`, `$expand` and `$translate`: open to every caller, since codes are about nobody. */
export function terminologyRoutes(doors: ApiDoors) {
  const { terminology } = doors.record;

  const lookup: Handler = async (request, reply) => {
    const { text } = argumentsOf(request);
    const [system, code] = [text('system'), text('code')];
    if (system === undefined || code === undefined) throw new Problem(refusals.parameterForm, { fields: { [system === undefined ? 'system' : 'code']: 'wajib' } });
    const concept = await terminology.lookup(system, code);
    if (!concept) throw new Problem(refusals.unknownCode, { fields: { code } });
    const about = (await terminology.systems()).find((one) => one.url === system);
    const parameter: ParametersParameter[] = [
      { name: 'name', valueString: about?.name ?? system }, ...(about?.version ? [{ name: 'version', valueString: about.version }] : []), { name: 'display', valueString: concept.display },
      { name: 'designation', part: [{ name: 'language', valueCode: 'id' }, { name: 'value', valueString: concept.display }] },
      ...(concept.english === undefined ? [] : [{ name: 'designation', part: [{ name: 'language', valueCode: 'en' }, { name: 'value', valueString: concept.english }] }]),
      ...concept.synonyms.map((word) => ({ name: 'designation', part: [{ name: 'language', valueCode: 'id' }, { name: 'use', valueCoding: { system: 'http://snomed.info/sct', code: '900000000000013009', display: 'Synonym' } }, { name: 'value', valueString: word }] })),
      ...(concept.parent === undefined ? [] : [{ name: 'property', part: [{ name: 'code', valueCode: 'parent' }, { name: 'value', valueCode: concept.parent }] }]),
      { name: 'property', part: [{ name: 'code', valueCode: 'inactive' }, { name: 'value', valueBoolean: !concept.active }] },
      { name: 'property', part: [{ name: 'code', valueCode: 'notSelectable' }, { name: 'value', valueBoolean: !concept.selectable }] },
    ];
    return sendJson(reply, { resourceType: 'Parameters', parameter });
  };

  const validateCode: Handler = async (request, reply) => {
    const { text } = argumentsOf(request);
    const code = text('code');
    if (code === undefined) throw new Problem(refusals.parameterForm, { fields: { code: 'wajib' } });
    const isValueSet = request.url.includes('/ValueSet/');
    const system = text('system') ?? (isValueSet ? undefined : text('url'));
    const listed = isValueSet ? (await terminology.codesOf(text('url') ?? '')).find((one) => one.code === code && (system === undefined || one.system === system)) : undefined;
    const concept = await terminology.lookup(listed?.system ?? system ?? '', code);
    const valid = isValueSet ? listed !== undefined : concept?.active === true;
    const display = text('display');
    const parameters: Parameters = { resourceType: 'Parameters', parameter: [
      { name: 'result', valueBoolean: valid }, ...(concept ? [{ name: 'display', valueString: concept.display }] : []),
      ...(valid ? [] : [{ name: 'message', valueString: concept && !concept.active ? 'Kode ini sudah tidak dipakai.' : refusals.unknownCode.title }]),
      ...(valid && display !== undefined && concept && display !== concept.display && display !== concept.english ? [{ name: 'message', valueString: 'Kode benar; kata-katanya berbeda dari yang tersimpan.' }] : []),
    ] };
    return sendJson(reply, parameters);
  };

  /** A value set kept here or of R4; or a whole code system by its address, for type-ahead with `filter`. */
  const expand: Handler = async (request, reply) => {
    const { text } = argumentsOf(request);
    const url = text('url');
    if (url === undefined) throw new Problem(refusals.parameterForm, { fields: { url: 'wajib' } });
    const [count, offset] = [Math.min(Number(text('count') ?? 100) || 100, 1000), Number(text('offset') ?? 0) || 0];
    const found = await terminology.expand(url, { filter: text('filter'), count, offset });
    const set: ValueSet = {
      resourceType: 'ValueSet', url, status: 'active',
      expansion: { timestamp: doors.clock.now().toString({ smallestUnit: 'millisecond' }), offset, ...(found.total === undefined ? {} : { total: found.total }), contains: found.concepts.map(({ system, code, display }) => ({ system, code, ...(display === undefined ? {} : { display }) })) },
    };
    return sendJson(reply, set);
  };

  /** From one code system to another. `targetsystem` and `target` both name where to; `reverse` goes back. */
  const translate: Handler = async (request, reply) => {
    const { text } = argumentsOf(request);
    const [system, code] = [text('system'), text('code')];
    if (system === undefined || code === undefined) throw new Problem(refusals.parameterForm, { fields: { [system === undefined ? 'system' : 'code']: 'wajib' } });
    const found = await terminology.translate({ url: text('url'), system, code, target: text('targetsystem'), reverse: text('reverse') === 'true' });
    const result = found.some(({ equivalence }) => equivalence !== 'unmatched' && equivalence !== 'disjoint');
    const parameter: ParametersParameter[] = [
      { name: 'result', valueBoolean: result }, ...(result ? [] : [{ name: 'message', valueString: 'Tidak ada padanan untuk kode ini di peta yang tersimpan.' }]),
      ...found.map((one) => ({ name: 'match', part: [{ name: 'equivalence', valueCode: one.equivalence }, { name: 'concept', valueCoding: { system: one.system, code: one.code, ...(one.display === undefined ? {} : { display: one.display }) } }, { name: 'source', valueUri: one.map }] })),
    ];
    return sendJson(reply, { resourceType: 'Parameters', parameter });
  };

  return { lookup, validateCode, expand, translate };
}
