import { Globe } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const httpView: NodeView = { icon: Globe };
