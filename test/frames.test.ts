/** The frames of LSP: what is none is passed over, whatever pieces it comes in, and the next one is found. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { framed } from '#host/frames';

const frame = (text: string, more = ''): string => `${more}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

async function passed(text: string, size = text.length): Promise<{ readonly out: string; readonly told: readonly string[] }> {
  const told: string[] = [];
  const input = new PassThrough();
  const out = buffer(framed(input, (began) => told.push(began)));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) input.write(bytes.subarray(at, at + size));
  input.end();
  return { out: (await out).toString(), told };
}

const broken: Readonly<Record<string, string>> = {
  'a length that is no number': 'Content-Length: abc\r\n\r\n{}',
  'a negative length': 'Content-Length: -5\r\n\r\n{}',
  'a fraction': 'Content-Length: 2.5\r\n\r\n{}',
  'a length that nobody can send': 'Content-Length: 99999999999\r\n\r\n{}',
  'no length': 'Content-Type: x\r\n\r\n{}',
  'another protocol': 'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'other line ends': 'Content-Length: 2\n\n{}',
  'a header without an end': `X: ${'a'.repeat(100_000)}`,
  'what is left of a message that said too little of its length': '"method":"x"}',
};

describe('a stream of messages', () => {
  const all = ['{}', '', '{"a":"é🏰\\r\\n\\r\\nContent-Length: 5"}'].map((text) => frame(text)).join('');

  it('is passed on as it is, in whatever pieces it comes', async () => {
    const typed = all + frame('{}', 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n');
    for (const size of [1, 2, 3, 7, 50, typed.length]) assert.deepEqual(await passed(typed, size), { out: typed, told: [] });
  });

  for (const [what, bytes] of Object.entries(broken))
    it(`goes on behind ${what}`, async () => {
      for (const size of [1, 5, 64, 200_000]) {
        const { out, told } = await passed(frame('[1]') + bytes + all, size);
        assert.equal(out, frame('[1]') + all, `in pieces of ${size}`);
        assert.ok(told.length > 0 && told.length < 4 && told.every((t) => t.length <= 60), JSON.stringify(told));
      }
    });

  it('of which nothing is one does not fill the log', async () => {
    const { out, told } = await passed('Content-Length: no\r\n\r\n'.repeat(1000));
    assert.equal(out, '');
    assert.equal(told.length, 10);
  });
});
