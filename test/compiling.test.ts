/** What V8 is told about optimizing: nothing that it does not know, which it would say on stderr. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { budgetFlag } from '#host/compiling';

it('is told to V8 up to 11, as in Node 20, and to none after it', () => {
  assert.equal(budgetFlag(7, '11.3.244.8-node.38'), '--interrupt-budget=7');
  for (const v8 of ['12.4.254.21-node.57', '13.6.233.17-node.49', '20.1']) assert.equal(budgetFlag(7, v8), undefined, v8);
});
