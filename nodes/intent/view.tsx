import { Crosshair } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const intentView: NodeView = { icon: Crosshair };
