import { Bell } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const notifyView: NodeView = { icon: Bell };
