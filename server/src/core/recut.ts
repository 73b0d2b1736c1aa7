/** A text parsed whole, told as what is other than it was cut before: what a thread brings back that has parsed it. */
import { documentProblem } from './limits';
import type { CutSoFar, Recut } from './ports';
import { sectionDigest } from './section-digest';
import { cutWhole, type Parse, type Sections } from './sections';
import type { Section } from './source';

/** Parses whole, and compares. */
export function recut({ text, starts, digests }: CutSoFar, parse: Parse): Recut {
  if (documentProblem(text) !== undefined) return 'over';
  const { sections, ...rest } = cutWhole(text, parse);
  const before = new Map([...starts].map((start, i) => [start, i]));
  const stands = sections.map((section): Section | number => {
    const i = before.get(section.start);
    if (i === undefined || (starts[i + 1] ?? text.length) !== section.end) return section;
    return digests[i] === sectionDigest(section) ? i : section;
  });
  return stands.length === starts.length && stands.every((s) => typeof s === 'number') ? 'same' : { sections: stands, ...rest };
}

/** The sections after a whole parse. @param before those that it was compared with */
export function joined(before: Sections, { sections, ...rest }: Exclude<Recut, string>): Sections {
  return { sections: sections.map((s) => (typeof s === 'number' ? (before.sections[s] as Section) : s)), ...rest };
}
