import { ListCollapse } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const aiSummariseView: NodeView = { icon: ListCollapse };
