import type { LucideIcon } from "lucide-react";

/** How a node type looks on its card and in the palette; its tint comes from its family. */
export interface NodeView {
  icon: LucideIcon;
}
