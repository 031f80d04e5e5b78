import { Clock } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const waitView: NodeView = { icon: Clock };
