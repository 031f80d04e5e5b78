"use client";
import {
  Background,
  BackgroundVariant,
  type Connection,
  Controls,
  type EdgeChange,
  type FinalConnectionState,
  MarkerType,
  MiniMap,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useStore as useFlowStore,
  useReactFlow,
} from "@xyflow/react";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { FAMILY_LOOKS } from "#components/canvas/family-look.ts";
import { FAR_ZOOM, FarProvider } from "#components/canvas/flow/far-context.ts";
import {
  type CardNode,
  createFlowMapper,
  type Size,
  type WayEdge as Way,
} from "#components/canvas/flow/flow-elements.ts";
import { NodeCard } from "#components/canvas/flow/node-card.tsx";
import { useFrame } from "#components/canvas/flow/use-frame.ts";
import { useInsertByDrag } from "#components/canvas/flow/use-insert-by-drag.ts";
import { WayEdge } from "#components/canvas/flow/way-edge.tsx";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { moveNodes } from "#core/journey/edit/change-node.ts";
import { connectNodes, disconnectOutlet } from "#core/journey/edit/connect-nodes.ts";
import "@xyflow/react/dist/base.css";
import "#components/canvas/flow/journey-canvas.css";

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { way: WayEdge };
const EDGE_DEFAULTS = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 } };
const PAN_BUTTONS = [1, 2];
const MINIMAP = { width: 160, height: 104 };
/** With more cards than this, those out of view are not drawn. */
const MANY = 150;

/** The journey as cards and ways: move, connect, choose, insert. Every change goes through the document. */
export function JourneyCanvas({ children }: { children?: ReactNode }) {
  const { catalogue, readOnly } = useEditorContext();
  const document = useEditor((state) => state.history.present);
  const selectedNodes = useEditor((state) => state.selectedNodes);
  const selectedEdges = useEditor((state) => state.selectedEdges);
  const [mapper] = useState(createFlowMapper);
  // Fitting waits for cards: on an empty canvas it would take the first one away from where it was dropped.
  const [startsDrawn] = useState(document.nodes.length > 0);
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map());
  const nodes = mapper.nodes(document, selectedNodes, sizes, catalogue);
  const edges = mapper.edges(document, selectedEdges, catalogue);
  const far = useFlowStore((state) => state.transform[2] < FAR_ZOOM);
  const changeNodes = useNodeChanges(setSizes);
  const changeEdges = useEdgeChanges();
  const frame = useFrame();
  const connecting = useConnecting();
  const inserting = useInsertByDrag();
  const minimapColor = useCallback(
    (card: CardNode) => FAMILY_LOOKS[catalogue.familyOf(card.data.node)].color,
    [catalogue],
  );
  return (
    <FarProvider value={far}>
      <ReactFlow<CardNode, Way>
        id="journey"
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        defaultEdgeOptions={EDGE_DEFAULTS}
        onNodesChange={changeNodes}
        onEdgesChange={changeEdges}
        {...connecting}
        {...inserting}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesReconnectable={!readOnly}
        deleteKeyCode={null}
        multiSelectionKeyCode={["Meta", "Control", "Shift"]}
        selectionMode={SelectionMode.Partial}
        selectionOnDrag
        panOnDrag={PAN_BUTTONS}
        panOnScroll
        zoomOnDoubleClick={false}
        connectionRadius={28}
        defaultMarkerColor={null}
        minZoom={0.1}
        maxZoom={2}
        onInit={startsDrawn ? frame : undefined}
        onlyRenderVisibleElements={document.nodes.length > MANY}
        ariaLabelConfig={ARIA_WORDS}
        className="journey-canvas bg-canvas"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} color="var(--color-line-strong)" />
        <Controls showInteractive={false} position="bottom-left" />
        <MiniMap<CardNode>
          pannable
          zoomable
          nodeColor={minimapColor}
          nodeBorderRadius={12}
          maskColor="color-mix(in srgb, var(--color-sunken) 70%, transparent)"
          style={MINIMAP}
          bgColor="var(--color-surface)"
          ariaLabel="Overview of the journey"
          className="max-md:hidden!"
        />
        {children}
      </ReactFlow>
    </FarProvider>
  );
}

const ARIA_WORDS = {
  "node.a11yDescription.default":
    "Press Enter to choose this step, the arrow keys to move it, Delete to take it out.",
  "node.a11yDescription.keyboardDisabled": "Press Enter to choose this step.",
  "edge.a11yDescription.default": "Press Enter to choose this way, Delete to take it out.",
};

function useNodeChanges(setSizes: (change: (sizes: ReadonlyMap<string, Size>) => Map<string, Size>) => void) {
  const { store } = useEditorContext();
  return useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const measured = new Map<string, Size>();
      const places = new Map<string, { x: number; y: number }>();
      const selected = new Set(store.getState().selectedNodes);
      for (const change of changes) {
        if (change.type === "dimensions" && change.dimensions) measured.set(change.id, change.dimensions);
        if (change.type === "position" && change.position) places.set(change.id, change.position);
        if (change.type === "select" && change.selected) selected.add(change.id);
        if (change.type === "select" && !change.selected) selected.delete(change.id);
      }
      if (measured.size > 0) setSizes((sizes) => new Map([...sizes, ...measured]));
      if (places.size > 0) {
        const dragged = changes.some((change) => change.type === "position" && change.dragging);
        const move = (document: Parameters<typeof moveNodes>[0]) => moveNodes(document, places);
        if (dragged) store.getState().gesture(move, "drag");
        else store.getState().edit(move, "move");
      }
      store.getState().select(selected, store.getState().selectedEdges);
    },
    [store, setSizes],
  );
}

function useEdgeChanges() {
  const { store } = useEditorContext();
  return useCallback(
    (changes: EdgeChange<Way>[]) => {
      const selected = new Set(store.getState().selectedEdges);
      for (const change of changes) {
        if (change.type !== "select") continue;
        if (change.selected) selected.add(change.id);
        else selected.delete(change.id);
      }
      store.getState().select(store.getState().selectedNodes, selected);
    },
    [store],
  );
}

/** Connecting an outlet by dragging; dropped into empty space, it asks what should come there. */
function useConnecting() {
  const { store, catalogue } = useEditorContext();
  const { screenToFlowPosition } = useReactFlow();
  const reconnected = useRef(true);
  return useMemo(() => {
    const connect = ({ source, sourceHandle, target }: Connection) => {
      if (!sourceHandle) return;
      store
        .getState()
        .edit((document) => connectNodes(document, { from: source, outlet: sourceHandle, to: target }));
    };
    return {
      onConnect: connect,
      isValidConnection: ({ source, target }: { source: string; target: string }) => {
        const node = store.getState().history.present.nodes.find((each) => each.id === target);
        return source !== target && node !== undefined && catalogue.familyOf(node) !== "trigger";
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        const outlet = state.fromHandle;
        if (state.isValid || state.toNode || !outlet?.id || outlet.type !== "source") return;
        const screen = "changedTouches" in event ? event.changedTouches[0] : event;
        if (!screen) return;
        const point = { x: screen.clientX, y: screen.clientY };
        const { x, y } = screenToFlowPosition(point);
        store.getState().openQuickAdd({
          screen: point,
          position: { x, y: y - 24 },
          after: { from: outlet.nodeId, outlet: outlet.id },
        });
      },
      onReconnectStart: () => {
        reconnected.current = false;
      },
      onReconnect: (way: Way, connection: Connection) => {
        reconnected.current = true;
        const old = way.data?.edge;
        if (!old || !connection.sourceHandle) return;
        const edge = { from: connection.source, outlet: connection.sourceHandle, to: connection.target };
        store.getState().edit((document) => connectNodes(disconnectOutlet(document, old), edge));
      },
      onReconnectEnd: (_: unknown, way: Way) => {
        const old = way.data?.edge;
        if (reconnected.current || !old) return;
        reconnected.current = true;
        store.getState().edit((document) => disconnectOutlet(document, old));
      },
    };
  }, [store, catalogue, screenToFlowPosition]);
}
