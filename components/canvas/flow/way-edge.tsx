"use client";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, useReactFlow } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo, useState } from "react";
import { useFar } from "#components/canvas/flow/far-context.ts";
import type { WayEdge as Way } from "#components/canvas/flow/flow-elements.ts";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { classNames } from "#components/ui/class-names.ts";

/** A way from an outlet to a node, with its outlet's name and a button to put a step between. */
export const WayEdge = memo(function WayEdge(props: EdgeProps<Way>) {
  const { id, selected, data } = props;
  const [path, x, y] = getBezierPath(props);
  const [pointed, setPointed] = useState(false);
  const isDropTarget = useEditor((state) => state.dropEdge === id);
  const far = useFar();
  const shown = selected || pointed || isDropTarget;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={24}
        markerEnd={props.markerEnd}
        className={classNames(shown ? "journey-way-active" : "journey-way")}
      />
      {data && !far && (
        <EdgeLabelRenderer>
          <div
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            className="nodrag nopan pointer-events-auto absolute flex items-center"
            onPointerEnter={() => setPointed(true)}
            onPointerLeave={() => setPointed(false)}
          >
            <span
              className={classNames(
                "min-h-3 min-w-3 rounded-sm px-1 text-2xs",
                data.named && "bg-canvas",
                shown ? "text-accent-text" : "text-ink-faint",
              )}
            >
              {data.named && data.label}
            </span>
            <InsertButton way={data} x={x} y={y} shown={shown} />
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

interface InsertButtonProps {
  way: NonNullable<Way["data"]>;
  x: number;
  y: number;
  shown: boolean;
}

function InsertButton({ way, x, y, shown }: InsertButtonProps) {
  const { store, readOnly } = useEditorContext();
  const { flowToScreenPosition } = useReactFlow();
  if (readOnly) return null;
  return (
    <button
      type="button"
      aria-label={`Insert a step after “${way.label}”`}
      tabIndex={-1}
      onClick={() =>
        store.getState().openQuickAdd({
          screen: flowToScreenPosition({ x, y }),
          position: { x: x - 120, y: y - 24 },
          onEdge: way.edge,
        })
      }
      className={classNames(
        "absolute left-full inline-flex size-5 items-center justify-center rounded-full border border-line-strong bg-surface text-ink-muted transition-opacity hover:border-accent hover:text-accent-text",
        shown ? "opacity-100" : "pointer-events-none opacity-0",
      )}
    >
      <Plus className="size-3.5" aria-hidden />
    </button>
  );
}
