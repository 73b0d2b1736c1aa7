// How long the server does not answer: by its own pulse, and by asking something cheap at a steady pace.

/**
 * The method does not exist on purpose. Saying so costs the server next to nothing, so the wait is that for its turn;
 * it includes the way there and back and all that is published before the answer, so it is an upper bound of blocking.
 */
const method = 'gatehouse/bench-nothing';

export function startProbe(client, everyMs = 5) {
  const pending = [];
  let last = performance.now();
  let ownLag = 0;
  const timer = setInterval(() => {
    const sentAt = performance.now();
    ownLag = Math.max(ownLag, sentAt - last - everyMs);
    last = sentAt;
    pending.push(
      client.request(method, null).then(
        ({ at }) => ({ sentAt, ms: at - sentAt }),
        () => undefined,
      ),
    );
  }, everyMs);
  return {
    /** All waits as { sentAt, ms }. */
    async stop() {
      clearInterval(timer);
      const waits = (await Promise.all(pending)).filter((wait) => wait !== undefined);
      return waits.length > 0 ? waits : [{ sentAt: performance.now(), ms: 0 }];
    },
    /** How late this process itself was at the worst: what it adds to the waits. */
    ownLag: () => ownLag,
  };
}

/**
 * The longest stop of the server's event loop in a span of time, without what it waited for a processor that others had; undefined
 * where its pulse was not heard.
 */
export function longestStop(client, since, until = Number.POSITIVE_INFINITY) {
  if (client.stops === undefined) return undefined;
  const within = client.stops.filter((stop) => stop.to > since && stop.from < until);
  return Math.max(0, ...within.map((stop) => stop.to - Math.max(stop.from, since) - stop.waited));
}
