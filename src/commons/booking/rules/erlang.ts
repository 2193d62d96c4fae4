/**
 * Erlang C: the share of arrivals that must wait, with `servers` counters and an offered load of `load` erlang (arrival rate × mean service time).
 * Computed through Erlang B's recursion, so hundreds of servers do not overflow. 1 when the load reaches the servers.
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  if (load <= 0) return 0;
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (load * blocked) / (n + load * blocked);
  return (servers * blocked) / (servers - load * (1 - blocked));
}

/** Mean wait and queue of an M/M/c line. `arrivals` and `served` are rates per the same unit of time (`served`: of one counter); the wait is in that unit. Infinite when it cannot keep up. */
export function meanWait(servers: number, arrivals: number, served: number): { wait: number; queue: number; busy: number } {
  const busy = arrivals / (servers * served);
  if (busy >= 1) return { wait: Infinity, queue: Infinity, busy };
  const wait = erlangC(servers, arrivals / served) / (servers * served - arrivals);
  return { wait, queue: arrivals * wait, busy };
}

/** The fewest counters with which the mean wait is at most `atMost`: the staffing question of a pharmacy. */
export function countersNeeded(arrivals: number, served: number, atMost: number): number {
  let servers = Math.floor(arrivals / served) + 1;
  while (meanWait(servers, arrivals, served).wait > atMost) servers += 1;
  return servers;
}
