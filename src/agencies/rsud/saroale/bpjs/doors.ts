import type { Actor } from '#kernel/actor';
import type { RandomBytes } from '#kernel/ids';
import type { Clock } from '#kernel/time';
import type { Evidence } from '#commons/evidence';
import type { Perform } from '#platform/action';
import type { Database, Work } from '#platform/database';
import type { Http } from '#platform/http';
import type { Jobs } from '#platform/jobs';

/** What the BPJS room stands on. */
export interface BpjsDoors {
  readonly database: Database;
  readonly perform: Perform;
  readonly http: Http;
  readonly jobs: Jobs;
  readonly evidence: Evidence;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly zone: string;
  readonly people: BpjsPeople;
  /** Signs the tokens given to Mobile JKN, 32 bytes. */
  readonly tokenKey: Uint8Array;
  readonly settings: BpjsSettings;
}

/** The settings of this room, as `platform/config` reads them. */
export interface BpjsSettings {
  readonly DEMO: boolean;
  readonly BPJS_BASE_URL?: string | undefined;
  readonly BPJS_CONS_ID?: string | undefined;
  readonly BPJS_CONS_SECRET?: string | undefined;
  readonly BPJS_USER_KEY?: string | undefined;
  readonly BPJS_CONTENT_TYPE: 'application/json' | 'application/x-www-form-urlencoded';
  readonly BPJS_USERNAME?: string | undefined;
  readonly BPJS_PASSWORD?: string | undefined;
  readonly BPJS_TOKEN_MINUTES: number;
  readonly BPJS_HTTP_STATUS: 'always-200' | 'as-code';
  readonly BPJS_PATHS: string;
  readonly BPJS_SPM_SECONDS: number;
  readonly BPJS_RETRY_SECONDS: number;
  readonly BPJS_PHARMACY: boolean;
}

/** The part of #commons/people this room asks. */
export interface BpjsPeople {
  findBy(kind: 'nik' | 'noka', value: string, within?: Work): Promise<{ id: string; maskedNorm?: string | undefined } | undefined>;
  register(work: Work, person: {
    name: string; sex: 'L' | 'P'; birthDate: string; nik: string; noka: string; kk: string; village?: string;
    address: { street: string; rt: string; rw: string; villageName: string; districtName: string; regencyName: string; provinceName: string };
  }): Promise<{ personId: string; existing: boolean }>;
  addIdentifier(work: Work, entry: { personId: string; kind: 'norm'; value: string }): Promise<unknown>;
  reveal(by: Actor | Work, personId: string, why: { purpose: 'claim'; fields: readonly ('nik' | 'noka' | 'norm' | 'phone')[]; service: string }): Promise<{ nik?: string | undefined; noka?: string | undefined; norm?: string | undefined; phone?: string | undefined }>;
}
