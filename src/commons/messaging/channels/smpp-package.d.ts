/** The part of the package `smpp` (SMPP 3.4) that is used here; it brings no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';

  export interface PDU {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly message_id?: string;
    readonly esm_class?: number;
    readonly data_coding?: number;
    readonly source_addr?: string;
    readonly destination_addr?: string;
    readonly registered_delivery?: number;
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    readonly short_message?: { readonly message: string | Buffer; readonly udh?: readonly Buffer[] };
    response(fields?: Record<string, unknown>): PDU;
  }
  type Answer = (pdu: PDU) => void;
  export interface Session extends EventEmitter {
    bind_transceiver(fields: { system_id: string; password: string }, answer: Answer): boolean;
    submit_sm(fields: Record<string, unknown>, answer: Answer): boolean;
    deliver_sm(fields: Record<string, unknown>, answer?: Answer): boolean;
    unbind(answer?: Answer): boolean;
    send(pdu: PDU): boolean;
    close(done?: () => void): void;
    destroy(done?: () => void): void;
  }
  interface Smpp {
    connect(options: { url: string; auto_enquire_link_period?: number }, connected?: () => void): Session;
    createServer(onSession: (session: Session) => void): NetServer & { readonly sessions: readonly Session[] };
    readonly ESME_ROK: number; readonly ESME_RTHROTTLED: number; readonly ESME_RMSGQFUL: number; readonly ESME_RINVDSTADR: number; readonly ESME_RINVPASWD: number;
  }
  const smpp: Smpp;
  export default smpp;
}
