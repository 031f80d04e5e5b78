/** The connections between nodes, as positions in one list. */
export interface Graph {
  size: number;
  next: readonly (readonly number[])[];
}

/** Everything that can be reached from the given nodes, themselves included. */
export function reachableFrom(graph: Graph, starts: readonly number[]): Uint8Array {
  const reached = new Uint8Array(graph.size);
  const pending = [...starts];
  for (const start of starts) reached[start] = 1;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const target of graph.next[node] ?? []) {
      if (reached[target]) continue;
      reached[target] = 1;
      pending.push(target);
    }
  }
  return reached;
}

/**
 * Strongly connected components (Tarjan, without recursion), each after every component that it leads to.
 */
export function findComponents(graph: Graph): number[][] {
  const { size, next } = graph;
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const open = new Uint8Array(size);
  const stack: number[] = [];
  const components: number[][] = [];
  let counter = 0;
  for (let root = 0; root < size; root += 1) {
    if ((order[root] ?? 0) >= 0) continue;
    const path: { node: number; edge: number }[] = [{ node: root, edge: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node } = top;
      if (top.edge === 0 && (order[node] ?? 0) < 0) {
        order[node] = low[node] = counter;
        counter += 1;
        stack.push(node);
        open[node] = 1;
      }
      const target = next[node]?.[top.edge];
      if (target !== undefined) {
        top.edge += 1;
        if ((order[target] ?? 0) < 0) path.push({ node: target, edge: 0 });
        else if (open[target]) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0);
      if (low[node] === order[node]) components.push(popComponent(stack, open, node));
    }
  }
  return components;
}

function popComponent(stack: number[], open: Uint8Array, root: number): number[] {
  const component: number[] = [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    open[node] = 0;
    component.push(node);
    if (node === root) break;
  }
  return component.reverse();
}

/** Whether a component goes in circles: several nodes, or one that leads to itself. */
export function isCyclic(graph: Graph, component: readonly number[]): boolean {
  const [only] = component;
  return component.length > 1 || (only !== undefined && (graph.next[only]?.includes(only) ?? false));
}
