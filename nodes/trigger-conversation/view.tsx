import { MessagesSquare } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const triggerConversationView: NodeView = { icon: MessagesSquare };
