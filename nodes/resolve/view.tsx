import { CircleCheck } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const resolveView: NodeView = { icon: CircleCheck };
