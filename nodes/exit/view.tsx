import { LogOut } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const exitView: NodeView = { icon: LogOut };
