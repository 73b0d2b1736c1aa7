/** packets/new: a packet in the backlog, unsigned, with its entry on the board. */
import { action } from '#core/action';
import { asWritten, backlog, begunId, mustBeFree, mustLookItself, newEntry, newPath } from '../acting/creating';
import { merged } from '../acting/lines';
import { done, given, misused } from '../acting/view';
import { isPlain } from '../acting/words';
import type { PacketsDialect } from '../model/dialect/dialect';
import { isBlank } from '../model/packet/blanks';
import { newPacket } from '../model/packet/template';

export default action<PacketsDialect>({
  /** How its id begins, and one such id. */
  choices(look, _, argument, { ids }) {
    if (argument !== 'id') return [];
    const begun = begunId(look.names('packet')) ?? ids.like('WP-1-');
    return [begun, ids.is(begun) ? begun : ids.like('WP-1-Login')];
  },
  act(view) {
    const id = view.subject;
    mustLookItself(view, id);
    mustBeFree(view, id);
    const what = given(view, 'what');
    if (what !== undefined && (!isPlain(what) || isBlank(what) || /^[#>\-*+`|]/.test(what)))
      misused('--what must be one or two sentences, without marks of Markdown at the start.');
    const begun = newPacket(id, view.dialect, { status: backlog, what });
    const text = asWritten(view, `${begun}\n${coverage}`);
    const path = newPath(view, id, text);
    const entry = newEntry(view, id, path);
    return done(
      merged([{ do: 'create', path, text }], entry.change),
      `${path} is there, in the backlog, not signed.`,
      ...entry.says,
      `Next: answer the five questions in it, fill what gatehouse gate pre-work ${id} asks for, and have it signed.`,
    );
  },
});

/** Source: the seed's “clearly covers” test. Boxes, so that whoever reads it sees what is open. */
const coverage = `## Coverage

Does the request say clearly enough

- [ ] what is in scope, and what is not?
- [ ] what can go wrong?
- [ ] how everybody will see that it is done?
- [ ] what has to be there first?
- [ ] how it is undone?

If one of them is a no, the spec comes first.
`;
