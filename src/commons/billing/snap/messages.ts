import { z } from 'zod';

/** Bodies banks send, as SNAP describes them; fields we do not use are passed over. */
const money = z.object({ value: z.string().regex(/^\d{1,15}\.00$/), currency: z.literal('IDR') });

export const inquiryBody = z.object({ partnerServiceId: z.string().max(8), customerNo: z.string().max(20), virtualAccountNo: z.string().max(28), inquiryRequestId: z.string().max(128) });

export const paymentBody = z.object({
  partnerServiceId: z.string().max(8), customerNo: z.string().max(20), virtualAccountNo: z.string().max(28), paymentRequestId: z.string().min(1).max(128),
  paidAmount: money, trxDateTime: z.string(), referenceNo: z.string().min(1).max(64),
});

export const qrBody = z.object({ originalReferenceNo: z.string().min(1).max(64), originalPartnerReferenceNo: z.string().max(64), latestTransactionStatus: z.string(), amount: money, transactionDate: z.string() });

/** Whole rupiah of SNAP's `150000.00`. Sen are refused by the schema, because nothing here costs sen. */
export function readMoney(amount: { value: string }): bigint {
  return BigInt(amount.value.slice(0, -3));
}

export function writeMoney(amount: bigint): { value: string; currency: 'IDR' } {
  return { value: `${amount}.00`, currency: 'IDR' };
}

/** `responseCode` is the HTTP status, the two digits of the service and two of the case. */
const services = { inquiry: '24', payment: '25', token: '73', qr: '52' } as const;
export type SnapService = keyof typeof services;

const cases = {
  done: [200, '00', 'Successful'], format: [400, '01', 'Invalid Field Format'], missing: [400, '02', 'Missing Mandatory Field'], unauthorized: [401, '00', 'Unauthorized. Signature'], token: [401, '01', 'Invalid Token (B2B)'],
  unknown: [404, '12', 'Invalid Bill/Virtual Account'], paid: [404, '14', 'Paid Bill'], expired: [404, '19', 'Invalid Bill/Virtual Account'], inconsistent: [404, '18', 'Inconsistent Request'],
} as const;
export type SnapCase = keyof typeof cases;

export function snapAnswer(service: SnapService, which: SnapCase): { status: number; responseCode: string; responseMessage: string } {
  const [status, code, responseMessage] = cases[which];
  return { status, responseCode: `${status}${services[service]}${code}`, responseMessage };
}
