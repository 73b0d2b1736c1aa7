/** Who signed and when, as signatures and people write it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  agrees,
  isUnsigned,
  minuteText,
  readings,
  signaturesIn,
  signedAs,
  writtenTime,
} from '#systems/packets/model/signing/signatures';
import { holds } from './support/property';

const times = (written: string, signers: readonly string[] = []): readonly string[] =>
  readings(written, [], new Set(signers)).map((r) => `${r.signer} ${minuteText(r.minute)}`);
const time = (text: string): string | undefined => {
  const t = writtenTime(text);
  return t && (t.dayOnly ? minuteText(t.minute).slice(0, 10) : minuteText(t.minute));
};

describe('signatures', () => {
  it('are read in each form, the canonical one first', () => {
    assert.deepEqual(times('alice151220251000'), ['alice 2025-12-15 10:00']);
    assert.deepEqual(times('alice_151220251000'), ['alice 2025-12-15 10:00']);
    assert.deepEqual(times('ilja251225032800'), ['ilja 2025-12-25 03:28', 'ilja 2025-12-25 03:28']);
    assert.deepEqual(times('alice_25121510000'), ['alice 2025-12-15 10:00']);
    assert.deepEqual(times('alice_25121512345'), ['alice 2025-12-15 12:34']);
    assert.deepEqual(times('alice_2512151234'), ['alice 2025-12-15 12:34']);
    assert.deepEqual(times('alice_290220251000'), []);
    assert.deepEqual(times('alice_290220241000'), ['alice 2024-02-29 10:00']);
    assert.deepEqual(times('alice151220252400'), []);
  });

  it('know the longest signer that fits', () => {
    assert.deepEqual(times('agent007151220251000'), ['agent007 2025-12-15 10:00']);
    assert.deepEqual(times('bob22512151000', ['bob2']), ['bob2 2025-12-15 10:00']);
    assert.deepEqual(times('bob22512151000'), []);
    assert.deepEqual(times('r2151220251000', ['r', 'r2'])[0], 'r2 2025-12-15 10:00');
  });

  it('are found as whole words, with or without an underscore alike', () => {
    const keys = (text: string): string[] => signaturesIn(text).map((s) => s.key);
    assert.deepEqual(keys('`alice_151220251000`, bob151220251100.'), ['alice151220251000', 'bob151220251100']);
    assert.deepEqual(keys('zoé150920250720, jörn_030320250700, 由alice151220251000。'), [
      'zoé150920250720',
      'jörn030320250700',
      'alice151220251000',
    ]);
    assert.deepEqual(keys('sha 9f151220251000 151220251000'), []);
  });

  it('have every minute of this century once', () => {
    const minute = fc.date({ min: new Date('2015-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    holds(
      fc.property(minute, (d) => {
        const [day, clock] = d.toISOString().slice(0, 16).split('T') as [string, string];
        const [y, m, dd] = day.split('-');
        assert.equal(times(`alice${dd}${m}${y}${clock.replace(':', '')}`)[0], `alice ${day} ${clock}`);
      }),
    );
  });

  it('any text is read without a failure', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readings(text);
        writtenTime(text);
        signedAs(text, undefined, []);
      }),
    );
  });
});

describe('what stands in a signing field', () => {
  it('is signed, untimed, malformed or nothing', () => {
    for (const text of [
      '',
      '<pending>',
      'pending',
      'TBD',
      'none',
      'N/A',
      '{username}{DDMMYYYYHHMM}',
      'pending (alice)',
      'Not yet',
      'awaiting alice',
    ])
      assert.equal(signedAs(text, undefined, []), 'unsigned', text);
    for (const text of ['alice', 'Alice B.', 'alice_15122025', 'alice 2025-12-15', '**alice**'])
      assert.equal(signedAs(text, undefined, []), 'untimed', text);
    for (const text of ['alice_151220251', 'alice_1512202510001234'])
      assert.equal(signedAs(text, undefined, []), 'malformed', text);
    assert.equal(signedAs('x', 'alice151220251000', []), 'signed');
    assert.equal(signedAs('x', 'alice151320251000', []), 'malformed');
    assert.ok(isUnsigned('`<pending>`'));
  });
});

describe('times as people write them', () => {
  it('are read where there is no doubt', () => {
    assert.equal(time('2025-12-15 10:00 UTC'), '2025-12-15 10:00');
    assert.equal(time('**2025-12-15 10:00:59Z**'), '2025-12-15 10:00');
    assert.equal(time('2025-12-15T10:00+02:00'), '2025-12-15 08:00');
    assert.equal(time('2025-12-15 10:00 (UTC+1)'), '2025-12-15 09:00');
    assert.equal(time('2025-12-15, 1:05 pm'), '2025-12-15 13:05');
    assert.equal(time('15.12.2025 10:00'), '2025-12-15 10:00');
    assert.equal(time('15/12/2025 10:00 GMT'), '2025-12-15 10:00');
    assert.equal(time('Dec 15, 2025 at 10:00'), '2025-12-15 10:00');
    assert.equal(time('15 December 2025'), '2025-12-15');
    assert.equal(time('2025-12-15'), '2025-12-15');
  });

  it('are not guessed', () => {
    for (const text of [
      '',
      'yesterday',
      '03/04/2025 10:00',
      '2025-12-15 10:00 EST',
      '2025-13-15',
      '2025-12-15 25:00',
      '2025-12-15 um 10',
    ])
      assert.equal(time(text), undefined, text);
  });

  it('agree to the minute, a day alone within a day', () => {
    const [s] = readings('alice151220251000');
    assert.ok(s);
    const with_ = (text: string): boolean => agrees(s, writtenTime(text) ?? { minute: 0, dayOnly: false });
    assert.deepEqual(
      ['2025-12-15 10:01', '2025-12-15 09:59', '2025-12-15 10:02', '2025-12-15', '2025-12-16', '2025-12-17'].map(with_),
      [true, true, false, true, true, false],
    );
  });
});
