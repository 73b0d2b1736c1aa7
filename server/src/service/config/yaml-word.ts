/** Words as `gatehouse.yaml` has them. */
import { escaped } from '#core/visible';

/** A value, on its own or in a list: what YAML would take for something else is quoted; JSON's strings are YAML's. */
export function yamlWord(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const plain =
    /^[A-Za-z_/][\w/. -]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value) && !value.endsWith(' ');
  return plain ? value : escaped(JSON.stringify(value));
}
