import { Code } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const customView: NodeView = { icon: Code };
