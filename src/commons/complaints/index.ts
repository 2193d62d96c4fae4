export { openComplaints, type Complaints } from './complaints.ts';
export type { PublicComplaint } from './reads.ts';
export { deadlines } from './reference.ts';
export { laporClient } from './lapor/client.ts';
