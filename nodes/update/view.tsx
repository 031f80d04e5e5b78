import { Pencil } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const updateView: NodeView = { icon: Pencil };
