import { UserCheck } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const assignView: NodeView = { icon: UserCheck };
