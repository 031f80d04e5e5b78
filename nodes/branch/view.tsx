import { Split } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const branchView: NodeView = { icon: Split };
