import { Route } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const journeyView: NodeView = { icon: Route };
