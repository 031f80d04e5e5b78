import { ClipboardList } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const triggerFormView: NodeView = { icon: ClipboardList };
