import { findComponents, type Graph, isCyclic } from "#core/journey/compile/graph.ts";

/** Answers which variables some node upstream may have saved by the time a node is entered. */
export interface SavedBefore {
  isSaved(node: number, name: string): boolean;
  namesBefore(node: number): string[];
  /** Saved anywhere in the journey. */
  isSavedSomewhere(name: string): boolean;
}

/**
 * Follows what is saved along every way through the graph, components in order, names as bits.
 * @param saves the names that each node saves
 */
export function findSavedBefore(graph: Graph, saves: readonly (readonly string[])[]): SavedBefore {
  const names = [...new Set(saves.flat())];
  const bits = new Map(names.map((name, index) => [name, index]));
  const words = Math.ceil(names.length / 32);
  const before: Uint32Array[] = Array.from({ length: graph.size });
  const arriving = new Map<number, Uint32Array>();
  const components = words === 0 ? [] : findComponents(graph).reverse();
  for (const component of components) {
    const known = new Uint32Array(words);
    for (const node of component) join(known, arriving.get(node));
    const after = known.slice();
    for (const node of component) for (const name of saves[node] ?? []) setBit(after, bits.get(name) ?? 0);
    const seen = isCyclic(graph, component) ? after : known;
    for (const node of component) {
      before[node] = seen;
      arriving.delete(node);
      for (const target of graph.next[node] ?? []) {
        const sum = arriving.get(target) ?? new Uint32Array(words);
        join(sum, after);
        arriving.set(target, sum);
      }
    }
  }
  const has = (node: number, bit: number | undefined) =>
    bit !== undefined && (((before[node]?.[bit >> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  return {
    isSaved: (node, name) => has(node, bits.get(name)),
    namesBefore: (node) => names.filter((_name, bit) => has(node, bit)),
    isSavedSomewhere: (name) => bits.has(name),
  };
}

function setBit(set: Uint32Array, bit: number): void {
  const word = bit >> 5;
  set[word] = (set[word] ?? 0) | (1 << (bit & 31));
}

function join(into: Uint32Array, from: Uint32Array | undefined): void {
  if (!from) return;
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) | (from[word] ?? 0);
}
