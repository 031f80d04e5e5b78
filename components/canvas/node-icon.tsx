import { CircleHelp } from "lucide-react";
import { FAMILY_LOOKS } from "#components/canvas/family-look.ts";
import { classNames } from "#components/ui/class-names.ts";
import type { NodeFamily } from "#core/journey/node-definition.ts";
import { findNodeView } from "#nodes/views.tsx";

/** A node type's icon on its family's tint. */
export function NodeIcon({ type, family, large }: { type: string; family: NodeFamily; large?: boolean }) {
  const Icon = findNodeView(type)?.icon ?? CircleHelp;
  return (
    <span
      className={classNames(
        "inline-flex shrink-0 items-center justify-center rounded-md",
        large ? "size-12 [&_svg]:size-8" : "size-7 [&_svg]:size-4",
        FAMILY_LOOKS[family].tint,
      )}
    >
      <Icon aria-hidden />
    </span>
  );
}
