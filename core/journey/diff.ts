import { canonicalJson } from "#core/canonical-json.ts";
import type { JourneyDocument, JourneyEdge, JourneyNode } from "#core/journey/document.ts";
import { isRecord, type Json } from "#core/json.ts";

/** One value that differs. A side that has none is absent. */
export interface ValueChange {
  /** Dotted, below the node or the document. */
  path: string;
  before?: Json;
  after?: Json;
}

export interface NodeChange {
  before: JourneyNode;
  after: JourneyNode;
  /** Of type, label, description and config. */
  values: ValueChange[];
}

export interface JourneyDiff {
  /** Of key, name, description and settings. */
  values: ValueChange[];
  nodes: {
    added: JourneyNode[];
    removed: JourneyNode[];
    changed: NodeChange[];
    /** Ids of nodes that lie elsewhere on the canvas; what runs is the same. */
    moved: string[];
  };
  edges: {
    added: JourneyEdge[];
    removed: JourneyEdge[];
    /** Ways out that lead to another node than before. */
    led: { before: JourneyEdge; after: JourneyEdge }[];
  };
}

/** What differs between two documents. The order of nodes, edges and keys is no difference. */
export function diffJourneys(before: JourneyDocument, after: JourneyDocument): JourneyDiff {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const fresh = new Map(after.nodes.map((node) => [node.id, node]));
  const both = after.nodes.flatMap((node) => {
    const previous = old.get(node.id);
    return previous ? [{ before: previous, after: node }] : [];
  });
  return {
    values: diffValues(head(before), head(after)),
    nodes: {
      added: after.nodes.filter(({ id }) => !old.has(id)),
      removed: before.nodes.filter(({ id }) => !fresh.has(id)),
      changed: both
        .map((pair) => ({ ...pair, values: diffValues(content(pair.before), content(pair.after)) }))
        .filter(({ values }) => values.length > 0),
      moved: both
        .filter((pair) => canonicalJson(pair.before.position) !== canonicalJson(pair.after.position))
        .map((pair) => pair.after.id),
    },
    edges: diffEdges(before.edges, after.edges),
  };
}

/** Whether nothing differs that runs, or that people read; where cards lie counts only with `withPositions`. */
export function isSameJourney({ values, nodes, edges }: JourneyDiff, withPositions = false): boolean {
  const lists = [values, nodes.added, nodes.removed, nodes.changed, edges.added, edges.removed, edges.led];
  return lists.every((list) => list.length === 0) && !(withPositions && nodes.moved.length > 0);
}

function head({ key, name, description, settings }: JourneyDocument) {
  return { key, name, description, settings: settings ?? {} };
}

function content({ type, label, description, config }: JourneyNode) {
  return { type, label, description, config };
}

function diffEdges(before: readonly JourneyEdge[], after: readonly JourneyEdge[]): JourneyDiff["edges"] {
  const old = new Map(before.map((edge) => [wayOf(edge), edge]));
  const fresh = new Map(after.map((edge) => [wayOf(edge), edge]));
  return {
    added: [...fresh].filter(([way]) => !old.has(way)).map(([, edge]) => edge),
    removed: [...old].filter(([way]) => !fresh.has(way)).map(([, edge]) => edge),
    led: [...fresh].flatMap(([way, edge]) => {
      const previous = old.get(way);
      return previous && previous.to !== edge.to ? [{ before: previous, after: edge }] : [];
    }),
  };
}

function wayOf({ from, outlet }: JourneyEdge): string {
  return JSON.stringify([from, outlet]);
}

/** Every place at which two values differ; lists and texts are told as wholes. */
function diffValues(before: unknown, after: unknown, path = ""): ValueChange[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) =>
      diffValues(own(before, name), own(after, name), path === "" ? name : `${path}.${name}`),
    );
  }
  if (canonicalJson(before) === canonicalJson(after)) return [];
  return [
    {
      path,
      ...(before === undefined ? {} : { before: before as Json }),
      ...(after === undefined ? {} : { after: after as Json }),
    },
  ];
}

function own(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
