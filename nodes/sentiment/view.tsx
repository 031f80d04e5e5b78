import { Smile } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const sentimentView: NodeView = { icon: Smile };
