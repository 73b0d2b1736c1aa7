/** Which nodes of a graph lead to each other. */

/** Tarjan's algorithm, without recursion: chains of ten thousand packets are possible. */
export function strongComponents(edges: Readonly<Record<string, readonly string[]>>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const out: string[][] = [];
  for (const root of Object.keys(edges)) {
    if (index.has(root)) continue;
    const work: { at: string; next: number }[] = [{ at: root, next: 0 }];
    while (work.length > 0) {
      const frame = work[work.length - 1] as { at: string; next: number };
      const { at } = frame;
      if (frame.next === 0) {
        index.set(at, index.size);
        low.set(at, index.get(at) as number);
        stack.push(at);
        onStack.add(at);
      }
      const to = edges[at]?.[frame.next];
      if (to !== undefined) {
        frame.next++;
        if (!index.has(to)) work.push({ at: to, next: 0 });
        else if (onStack.has(to)) low.set(at, Math.min(low.get(at) as number, index.get(to) as number));
        continue;
      }
      // A leaf that is visited again would otherwise be pushed twice.
      if (frame.next === 0) frame.next = 1;
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low.set(parent.at, Math.min(low.get(parent.at) as number, low.get(at) as number));
      if (low.get(at) !== index.get(at)) continue;
      const component: string[] = [];
      for (let x = stack.pop(); x !== undefined; x = stack.pop()) {
        onStack.delete(x);
        component.push(x);
        if (x === at) break;
      }
      out.push(component);
    }
  }
  return out;
}
