import { Lightbulb } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const nudgeView: NodeView = { icon: Lightbulb };
