import { Zap } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const triggerEventView: NodeView = { icon: Zap };
