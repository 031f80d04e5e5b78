import { FlaskConical } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const splitView: NodeView = { icon: FlaskConical };
