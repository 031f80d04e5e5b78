"use client";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { FAMILY_LOOKS } from "#components/canvas/family-look.ts";
import { useFar } from "#components/canvas/flow/far-context.ts";
import type { CardNode } from "#components/canvas/flow/flow-elements.ts";
import { NodeIcon } from "#components/canvas/node-icon.tsx";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { NodeFamily, Outlet } from "#core/journey/node-definition.ts";
import type { Problem } from "#core/journey/problem.ts";

const NO_PROBLEMS: readonly Problem[] = [];

/** A node as a card that reads like a sentence, with its ways out named on the right edge. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<CardNode>) {
  const { node } = data;
  const { catalogue } = useEditorContext();
  const far = useFar();
  const problems = useEditor((state) => state.problemsByNode.get(node.id) ?? NO_PROBLEMS);
  const family = catalogue.familyOf(node);
  const outlets = catalogue.outletsOf(node);
  const title = catalogue.titleOf(node);
  return (
    <div
      className={classNames(
        "relative w-60 rounded-lg border bg-surface text-sm transition-shadow",
        selected ? "border-accent shadow-float outline-2 outline-accent" : "border-line-strong",
      )}
    >
      {family !== "trigger" && (
        <Handle
          type="target"
          position={Position.Left}
          className="journey-handle top-6!"
          role="img"
          aria-label={`Into ${title}`}
        />
      )}
      <span
        className={classNames("absolute inset-y-2 left-0 w-0.75 rounded-r-sm", FAMILY_LOOKS[family].bar)}
      />
      {far && <FarFace type={node.type} family={family} title={title} />}
      <header className={classNames("flex items-start gap-2 p-2.5 pl-3", far && "invisible")}>
        <NodeIcon type={node.type} family={family} />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">{title}</p>
          <p className="line-clamp-2 text-ink-muted text-xs leading-4.5">{catalogue.summaryOf(node)}</p>
        </div>
      </header>
      <ProblemBadge problems={problems} />
      {outlets.length > 0 && (
        <ul className={classNames("flex flex-col border-line border-t py-1", far && "border-transparent")}>
          {outlets.map((outlet) => (
            <OutletRow key={outlet.id} outlet={outlet} title={title} far={far} />
          ))}
        </ul>
      )}
    </div>
  );
});

function OutletRow({ outlet, title, far }: { outlet: Outlet; title: string; far: boolean }) {
  return (
    <li className="relative flex h-6 items-center justify-end pr-3.5 pl-3 text-ink-muted text-xs">
      <span className={classNames("truncate", far && "invisible")}>{outlet.label}</span>
      <Handle
        type="source"
        id={outlet.id}
        position={Position.Right}
        className="journey-handle"
        role="img"
        aria-label={`${outlet.label}, out of ${title}`}
        data-outlet={outlet.id}
      />
    </li>
  );
}

/** The card from afar, over what could not be read: tint, icon and title. The outlets stay where they are. */
function FarFace({ type, family, title }: { type: string; family: NodeFamily; title: string }) {
  return (
    <div
      className={classNames(
        "absolute inset-0 flex items-center gap-3 overflow-hidden rounded-lg px-4",
        FAMILY_LOOKS[family].tint,
      )}
    >
      <NodeIcon type={type} family={family} large />
      <p className="line-clamp-2 text-2xl text-ink">{title}</p>
    </div>
  );
}

/** Over the card's corner: problems come and go as one draws, and the outlets must not move meanwhile. */
function ProblemBadge({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const Icon = errors > 0 ? CircleAlert : TriangleAlert;
  const words = problems.map((problem) => problem.message).join("\n");
  return (
    <span
      title={words}
      className={classNames(
        "absolute -top-2.5 right-2 inline-flex h-5 items-center gap-0.5 rounded-sm px-1 text-xs tabular-nums",
        errors > 0 ? "bg-danger-soft text-danger" : "bg-warning-soft text-warning",
      )}
    >
      <Icon className="size-3.5" aria-hidden />
      {problems.length}
      <span className="sr-only">{problems.length === 1 ? " problem" : " problems"}</span>
    </span>
  );
}
