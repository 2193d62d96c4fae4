/** Hours a device's clock may be ahead of ours before what it wrote is refused (domain 14). */
const mostAhead = 24;

/** When something happened that a device wrote down: its own time, corrected by the difference of the clocks when it was sent; never later than now. */
export function happenedAt(writtenAt: Temporal.Instant, sentAt: Temporal.Instant | undefined, now: Temporal.Instant): Temporal.Instant {
  const at = sentAt ? now.subtract(writtenAt.until(sentAt)) : writtenAt;
  return Temporal.Instant.compare(at, now) > 0 ? now : at;
}

/** Whether the time written lies so far after `compared` that the device's clock cannot be trusted. */
export function tooFarAhead(writtenAt: Temporal.Instant, compared: Temporal.Instant): boolean {
  return writtenAt.epochMilliseconds - compared.epochMilliseconds > mostAhead * 3_600_000;
}
