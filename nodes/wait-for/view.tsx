import { Hourglass } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const waitForView: NodeView = { icon: Hourglass };
