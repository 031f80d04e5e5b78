"use client";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";

const FIT = { maxZoom: 1, padding: 0.15 };
/** Cards smaller than this cannot be read. */
const READABLE = 0.55;
const MARGIN = 48;

/**
 * Brings the journey into view: the whole of it where its cards can then be read, else its beginning at a
 * size that can.
 */
export function useFrame() {
  const { fitView, getNodes, getNodesBounds, setViewport } = useReactFlow();
  const flow = useStoreApi();
  return useCallback(
    (duration?: unknown) => {
      const motion = typeof duration === "number" ? { duration } : {};
      const { width, height } = flow.getState();
      const nodes = getNodes();
      const bounds = getNodesBounds(nodes);
      const zoom = Math.min(width / (bounds.width + 2 * MARGIN), height / (bounds.height + 2 * MARGIN));
      if (zoom >= READABLE || width === 0) return void fitView({ ...FIT, ...motion });
      const first = nodes.reduce((left, node) => (node.position.x < left.position.x ? node : left));
      const middle = first.position.y + (first.measured?.height ?? 0) / 2;
      void setViewport(
        { x: MARGIN - first.position.x * READABLE, y: height / 2 - middle * READABLE, zoom: READABLE },
        motion,
      );
    },
    [fitView, getNodes, getNodesBounds, setViewport, flow],
  );
}
