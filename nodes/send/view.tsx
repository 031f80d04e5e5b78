import { Send } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const sendView: NodeView = { icon: Send };
