import { Sparkles } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const aiReplyView: NodeView = { icon: Sparkles };
