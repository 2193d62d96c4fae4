import type { CallName } from '../client/calls.ts';

/**
 * How the stand-in can misbehave, as BPJS was seen to: `error` HTTP 500; `html` an overload page with 200; `empty` an empty body; `slow` answers after the
 * client gave up; `half` does what was asked and loses the answer; `ahead` stamps the next task by itself before looking at the request; `down` refuses the connection.
 */
export type FaultKind = 'error' | 'html' | 'empty' | 'slow' | 'half' | 'ahead' | 'down';

export interface Fault {
  readonly kind: FaultKind;
  /** Only on this call; otherwise on all. */
  readonly call?: CallName | undefined;
  /** How many more times; without it until `behave()`. */
  times?: number | undefined;
}

export interface Faults {
  misbehave(fault: Fault): void;
  behave(): void;
  /** The fault for this call, used up once. */
  take(call: CallName): FaultKind | undefined;
  list(): readonly Fault[];
}

export function openFaults(): Faults {
  let faults: Fault[] = [];
  return {
    misbehave: (fault) => { faults.push({ ...fault }); },
    behave: () => { faults = []; },
    list: () => faults,
    take(call) {
      const fault = faults.find((one) => one.call === undefined || one.call === call);
      if (!fault) return undefined;
      if (fault.times !== undefined) {
        fault.times -= 1;
        if (fault.times <= 0) faults = faults.filter((one) => one !== fault);
      }
      return fault.kind;
    },
  };
}
