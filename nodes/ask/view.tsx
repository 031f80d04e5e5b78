import { MessageCircleQuestionMark } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const askView: NodeView = { icon: MessageCircleQuestionMark };
