/** Canaries in folders whose packets are not called `WP-…`: those of the sample are called as the folder's, and every check bites. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { canariesOf, openIn } from '../support/canaries';
import { folder } from '../support/login';

for (const ids of ['[TASK_]', "['T{number}']"])
  it(`packets.ids: ${ids}`, async () => {
    const { tried, errors } = await canariesOf(`==> gatehouse.yaml <==\npackets: { ids: ${ids} }\n${folder()}`);
    assert.deepEqual(openIn(tried), []);
    assert.deepEqual(errors, []);
  });
