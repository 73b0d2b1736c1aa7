/** What is searched for in code, made of what a configuration, a codex or a gate forbids. */
import { codeGlobs } from '#core/code';
import type { Probe } from '#core/probe';
import type { Audit } from '../dialect/audit-types';
import { inCode } from '../dialect/audits';
import type { Forbidden, PacketsDialect } from '../dialect/dialect';

const namesTests = /(?:^|[/_.{,*-])(?:tests?|specs?|__tests__|fixtures|testdata)(?:[/_.},*-]|$)/i;

/** Production code, or the files that it names; tests are left out unless it names them. */
export function probeOf(d: PacketsDialect, a: Pick<Audit, 'id' | 'patterns' | 'in'> & Partial<Audit>): Probe {
  const isAboutTests = a.files?.some((g) => namesTests.test(g)) === true;
  const among = a.among ?? (a.files ? undefined : codeGlobs);
  return {
    id: a.id,
    patterns: a.patterns,
    ...(a.unless ? { unless: a.unless } : {}),
    ...(a.without ? { without: a.without } : {}),
    files: a.files ?? d.production,
    ...(among ? { among } : {}),
    except: [...(isAboutTests ? [] : d.tests), ...(a.except ?? [])],
    in: a.in,
    ...(a.parts ? { parts: a.parts } : {}),
    ...(isAboutTests ? { tests: true as const } : {}),
  };
}

/** What a configuration or a codex forbids, as an audit. */
export const asAudit = ({ pattern, reason, files, except }: Forbidden, i: number): Audit => ({
  id: String(i),
  title: '',
  patterns: [pattern.text],
  reason,
  ...(files ? { files } : {}),
  except,
  in: inCode,
});
