import { Handshake } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const handoffView: NodeView = { icon: Handshake };
