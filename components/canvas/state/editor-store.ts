import { createStore, type StoreApi } from "zustand/vanilla";
import {
  closeGroup,
  type History,
  record,
  redo,
  startHistory,
  undo,
} from "#components/canvas/state/history.ts";
import type { JourneyDocument, JourneyEdge } from "#core/journey/document.ts";
import type { Problem } from "#core/journey/problem.ts";

export type OutletRef = Pick<JourneyEdge, "from" | "outlet">;

/** A small palette opened at a point of the canvas, to add what an outlet or an edge leads to. */
export interface QuickAdd {
  /** Where it opens, in pixels of the window. */
  screen: { x: number; y: number };
  /** Where the node goes, in canvas pixels. */
  position: { x: number; y: number };
  after?: OutletRef;
  onEdge?: JourneyEdge;
}

/** What the inspector should show, and which field gets the focus; `at` makes a repeat a new wish. */
export interface FieldFocus {
  nodeId: string;
  path: string;
  at: number;
}

export interface EditorState {
  history: History<JourneyDocument>;
  selectedNodes: ReadonlySet<string>;
  selectedEdges: ReadonlySet<string>;
  quickAdd: QuickAdd | null;
  fieldFocus: FieldFocus | null;
  problems: readonly Problem[];
  problemsByNode: ReadonlyMap<string, readonly Problem[]>;
  /** Id of the edge that a card held over it would be put between the ends of. */
  dropEdge: string | null;
  /** One change of the document is one step to undo; with `group`, one stretch of typing is. */
  edit(change: (document: JourneyDocument) => JourneyDocument, group?: string): void;
  /** A change within a gesture, which is one step to undo however long it takes: until `endGesture`. */
  gesture(change: (document: JourneyDocument) => JourneyDocument, name: string): void;
  endGesture(): void;
  undo(): void;
  redo(): void;
  /** Replaces the document and forgets the history: another person's draft was loaded. */
  load(document: JourneyDocument): void;
  select(nodes: Iterable<string>, edges?: Iterable<string>): void;
  openQuickAdd(quickAdd: QuickAdd | null): void;
  focusField(nodeId: string, path: string): void;
  setProblems(problems: readonly Problem[]): void;
  holdOver(edge: string | null): void;
}

export type EditorStore = StoreApi<EditorState>;

const NOTHING: ReadonlySet<string> = new Set();

/** The editor of one journey. The document is the one truth; cards, forms and edges are drawn from it. */
export function createEditorStore(document: JourneyDocument): EditorStore {
  return createStore<EditorState>((set, get) => {
    const moveTo = (history: History<JourneyDocument>) => {
      if (history === get().history) return;
      set({ history, ...stillThere(get(), history.present) });
    };
    return {
      history: startHistory(document),
      selectedNodes: NOTHING,
      selectedEdges: NOTHING,
      quickAdd: null,
      fieldFocus: null,
      problems: [],
      problemsByNode: new Map(),
      dropEdge: null,
      edit: (change, group) => {
        const { history } = get();
        moveTo(record(history, change(history.present), Date.now(), group));
      },
      gesture: (change, name) => {
        const { history } = get();
        moveTo(record(history, change(history.present), Date.now(), name, Number.POSITIVE_INFINITY));
      },
      endGesture: () => set({ history: closeGroup(get().history) }),
      undo: () => moveTo(undo(get().history)),
      redo: () => moveTo(redo(get().history)),
      load: (next) => moveTo(startHistory(next)),
      select: (nodes, edges = []) => {
        const selectedNodes = new Set(nodes);
        const selectedEdges = new Set(edges);
        if (
          sameMembers(selectedNodes, get().selectedNodes) &&
          sameMembers(selectedEdges, get().selectedEdges)
        )
          return;
        set({ selectedNodes, selectedEdges });
      },
      openQuickAdd: (quickAdd) => set({ quickAdd }),
      focusField: (nodeId, path) =>
        set({
          selectedNodes: new Set([nodeId]),
          selectedEdges: NOTHING,
          fieldFocus: { nodeId, path, at: Date.now() },
        }),
      setProblems: (problems) => set({ problems, problemsByNode: byNode(problems, get().problemsByNode) }),
      holdOver: (dropEdge) => {
        if (dropEdge !== get().dropEdge) set({ dropEdge });
      },
    };
  });
}

/** An edge's name on the canvas: an outlet leads to one node, so the outlet names it. */
export function edgeId(edge: OutletRef): string {
  return `${edge.from}→${edge.outlet}`;
}

function stillThere(state: EditorState, document: JourneyDocument) {
  const nodes = new Set(document.nodes.map((node) => node.id));
  const edges = new Set(document.edges.map(edgeId));
  return {
    selectedNodes: keep(state.selectedNodes, nodes),
    selectedEdges: keep(state.selectedEdges, edges),
  };
}

function keep(selected: ReadonlySet<string>, present: ReadonlySet<string>): ReadonlySet<string> {
  const kept = [...selected].filter((id) => present.has(id));
  return kept.length === selected.size ? selected : new Set(kept);
}

/** A node whose problems stay the same keeps its list, so that its card is not drawn again. */
function byNode(
  problems: readonly Problem[],
  before: ReadonlyMap<string, readonly Problem[]>,
): ReadonlyMap<string, readonly Problem[]> {
  const grouped = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (!problem.nodeId) continue;
    const list = grouped.get(problem.nodeId);
    if (list) list.push(problem);
    else grouped.set(problem.nodeId, [problem]);
  }
  return new Map(
    [...grouped].map(([id, list]) => {
      const known = before.get(id);
      return [id, known && JSON.stringify(known) === JSON.stringify(list) ? known : list];
    }),
  );
}

function sameMembers(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
