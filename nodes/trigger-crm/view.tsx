import { Database } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const triggerCrmView: NodeView = { icon: Database };
