/** The address of the desk of a session, or of one of its verbs. */
export function deskPath(sessionId: string, verb = ''): string {
  return `/saroale/meja/${sessionId}${verb === '' ? '' : `/${verb}`}`;
}
