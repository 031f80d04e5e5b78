import { MessageSquare } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const triggerMessageView: NodeView = { icon: MessageSquare };
