import { XMLBuilder } from 'fast-xml-parser';
import type { PublicComplaint } from '#commons/complaints';
import type { Manifest } from '#kernel/manifest';
import { say } from '#kernel/manifest';

/** Open311 GeoReport v2: complaints about services, for apps that already speak it. */
export type Open311List = 'services' | 'service_requests' | 'errors';

/** A service somebody can complain about. */
export function serviceOf(manifest: Manifest, agencyName: string): Record<string, unknown> {
  return { service_code: manifest.id, service_name: manifest.name, description: say(manifest.summary), metadata: false, type: 'realtime', keywords: (manifest.needs ?? []).map((need) => say(need)).join(', '), group: agencyName };
}

/** A complaint as anybody may see it: words only when a moderator let them through. */
export function requestOf(complaint: PublicComplaint, names: { service: (id: string) => string | undefined; agency: (id: string) => string | undefined }): Record<string, unknown> {
  const answer = complaint.entries.findLast((entry) => entry.verb === 'jawab')?.words;
  const changed = complaint.entries.at(-1)?.at ?? complaint.closedAt ?? complaint.receivedAt;
  return {
    service_request_id: complaint.tracking, status: complaint.closedAt ? 'closed' : 'open', status_notes: answer ?? statusNotes[complaint.state], service_name: names.service(complaint.service ?? '') ?? '', service_code: complaint.service ?? '',
    description: complaint.words ?? '', agency_responsible: names.agency(complaint.agency ?? '') ?? '', service_notice: '', requested_datetime: instant(complaint.receivedAt), updated_datetime: instant(changed),
    expected_datetime: complaint.dueAt ? instant(complaint.dueAt) : '', address: '', address_id: '', zipcode: '', media_url: '',
  };
}

const statusNotes: Readonly<Record<PublicComplaint['state'], string>> = {
  diterima: 'Diterima, sedang diverifikasi.', diteruskan: 'Diteruskan kepada perangkat daerah yang menjawab.', dijawab: 'Sudah dijawab, menunggu tanggapan pelapor.', selesai: 'Selesai.', dialihkan: 'Dialihkan ke instansi lain.', ditolak: 'Tidak dapat diproses.',
};

/** ISO 8601 in whole seconds, as the specification's examples. */
function instant(at: Temporal.Instant): string {
  return at.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString();
}

const builder = new XMLBuilder({ ignoreAttributes: true, format: true, suppressEmptyNode: true });
const itemNames: Readonly<Record<Open311List, string>> = { services: 'service', service_requests: 'request', errors: 'error' };

/** The list as XML, the format every GeoReport server must speak. */
export function toXml(list: Open311List, items: readonly Record<string, unknown>[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${builder.build({ [list]: items.length > 0 ? { [itemNames[list]]: items } : '' })}`;
}
