import { describe, expect, it } from "vitest";
import { createEditorStore, edgeId } from "#components/canvas/state/editor-store.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { addNode } from "#core/journey/edit/add-node.ts";
import { moveNodes, renameNode } from "#core/journey/edit/change-node.ts";

const empty: JourneyDocument = { schemaVersion: 1, name: "Welcome", nodes: [], edges: [] };

function withSend() {
  const store = createEditorStore(empty);
  const node = { type: "send", config: {}, position: { x: 0, y: 0 } };
  store.getState().edit((document) => addNode(document, node).document);
  return store;
}

describe("the editor's store", () => {
  it("undoes and redoes an edit", () => {
    const store = withSend();
    store.getState().undo();
    expect(store.getState().history.present).toBe(empty);
    store.getState().redo();
    expect(store.getState().history.present.nodes).toHaveLength(1);
  });

  it("takes back a whole drag in one step and the next drag in another", () => {
    const store = withSend();
    const drag = (x: number) =>
      store.getState().gesture((document) => moveNodes(document, new Map([["send", { x, y: 0 }]])), "drag");
    drag(5);
    drag(10);
    store.getState().endGesture();
    drag(15);
    store.getState().undo();
    expect(store.getState().history.present.nodes[0]?.position?.x).toBe(10);
    store.getState().undo();
    expect(store.getState().history.present.nodes[0]?.position?.x).toBe(0);
  });

  it("drops a node from the selection when undoing takes it away", () => {
    const store = withSend();
    store.getState().select(["send"]);
    store.getState().undo();
    expect(store.getState().selectedNodes.size).toBe(0);
  });

  it("keeps the identity of the selection when nothing in it changes", () => {
    const store = withSend();
    store.getState().select(["send"], [edgeId({ from: "send", outlet: "next" })]);
    const { selectedNodes } = store.getState();
    store.getState().edit((document) => renameNode(document, "send", "Hello"));
    expect(store.getState().selectedNodes).toBe(selectedNodes);
  });

  it("selects the node whose field it leads to", () => {
    const store = withSend();
    store.getState().focusField("send", "text");
    expect([...store.getState().selectedNodes]).toEqual(["send"]);
    expect(store.getState().fieldFocus).toMatchObject({ nodeId: "send", path: "text" });
  });
});
