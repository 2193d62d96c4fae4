import { describe, expect, it } from 'vitest';
import { interpret } from './answers.ts';

const say = (code: number, message: string, status = 200) => ({ status, body: JSON.stringify({ metadata: { code, message } }) });

describe('answers of BPJS', () => {
  it.each([
    ['success', say(200, 'Ok'), 'ok'],
    ['no content', say(204, 'No Content'), 'ok'],
    ['a booking BPJS has already', say(208, 'Terdapat duplikasi Kode Booking'), 'duplicate'],
    ['a task BPJS has already', say(208, 'TaskId=3 sudah ada'), 'duplicate'],
    ['a referral that is not valid', say(201, 'Rujukan tidak valid'), 'quarantine'],
    ['an unknown refusal', say(201, 'Kode dokter tidak sesuai'), 'quarantine'],
    ['a page of HTML', { status: 200, body: '<html>Service Unavailable</html>' }, 'retry'],
    ['an empty body', { status: 200, body: '' }, 'retry'],
    ['a server fault', say(500, 'Internal Server Error', 500), 'retry'],
  ])('%s', (_, raw, kind) => {
    expect(interpret(raw).kind).toBe(kind);
  });

  it('knows code 1 as success on reference calls only', () => {
    expect(interpret(say(1, 'OK'), true).kind).toBe('ok');
    expect(interpret(say(1, 'OK')).kind).toBe('quarantine');
  });

  it('reads how far BPJS is ahead, and what is missing', () => {
    expect(interpret(say(208, 'TaskId terakhir 5'))).toMatchObject({ kind: 'ahead', lastTask: 5 });
    expect(interpret(say(201, 'TaskId=3 belum ada'))).toMatchObject({ kind: 'missing', what: 'task', task: 3 });
    expect(interpret(say(404, 'Kode Booking tidak ditemukan'))).toMatchObject({ kind: 'missing', what: 'booking' });
  });

  it('tells a wrong clock from wrong credentials', () => {
    expect(interpret(say(201, 'Timestamp expired', 401))).toMatchObject({ kind: 'retry', cause: 'clock-skew' });
    expect(interpret(say(401, 'Unauthorized', 401))).toMatchObject({ kind: 'retry', cause: 'credentials' });
  });

  it('accepts metaData as VClaim spells it', () => {
    expect(interpret({ status: 200, body: '{"metaData":{"code":"200","message":"OK"},"response":[1]}' })).toMatchObject({ kind: 'ok', response: [1] });
  });
});
