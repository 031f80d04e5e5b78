import { Target } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const goalView: NodeView = { icon: Target };
