import { StickyNote } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const noteView: NodeView = { icon: StickyNote };
