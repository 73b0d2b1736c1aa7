/**
 * The frames of LSP in a stream of bytes: what is none is passed over, up to where the next one begins.
 *
 * Invariant: nothing is passed on but frames with a header that holds, so that whoever reads them never waits for what does not come.
 */
import { type Readable, Transform } from 'node:stream';

/** No header, and no message, is larger. In bytes. */
const HEADER = 8 * 1024;
const LARGEST = 512 * 1024 * 1024;
/** So often somebody is told. */
const TOLD = 10;
const BEGIN = 'content-length:';
const END = '\r\n\r\n';

/** @param broken is told of what is passed over: of its beginning */
export function framed(input: Readable, broken: (began: string) => void): Readable {
  /** What has come and belongs to no frame yet. */
  let pending: Buffer = Buffer.alloc(0);
  /** Bytes of a message that are still to come. */
  let body = 0;
  let isLost = false;
  let told = 0;

  const lose = (): void => {
    if (!isLost && told++ < TOLD) broken(pending.toString('utf8', 0, 60));
    // The broken one itself may begin well.
    const next = pending
      .toString('latin1')
      .toLowerCase()
      .indexOf(BEGIN, isLost ? 0 : 1);
    pending = pending.subarray(next >= 0 ? next : Math.max(0, pending.length - BEGIN.length + 1));
    isLost = next < 0;
  };

  const frames = new Transform({
    transform(piece: Buffer, _, done) {
      pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
      while (pending.length > 0) {
        if (body > 0) {
          const part = pending.subarray(0, body);
          body -= part.length;
          pending = pending.subarray(part.length);
          this.push(part);
          continue;
        }
        if (isLost) {
          lose();
          if (isLost) break;
        }
        const end = pending.indexOf(END);
        if (end < 0 && pending.length <= HEADER) break;
        const length = end < 0 ? undefined : lengthIn(pending.toString('latin1', 0, end));
        if (length === undefined) lose();
        else {
          this.push(pending.subarray(0, end + END.length));
          pending = pending.subarray(end + END.length);
          body = length;
        }
        if (isLost) break;
      }
      done();
    },
  });
  return input.pipe(frames);
}

/** Undefined: it is no header. */
function lengthIn(header: string): number | undefined {
  const lines = header.split('\r\n');
  if (header.length > HEADER || !lines.every((line) => /^[\w-]+:[ \t]*[!-~ \t]*$/.test(line))) return undefined;
  const found = lines.flatMap((line) => /^content-length:[ \t]*(\d{1,12})[ \t]*$/i.exec(line)?.[1] ?? []);
  const length = Number(found[0]);
  return found.length === 1 && length <= LARGEST ? length : undefined;
}
