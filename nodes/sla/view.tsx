import { Timer } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const slaView: NodeView = { icon: Timer };
