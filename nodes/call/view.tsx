import { PhoneOutgoing } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const callView: NodeView = { icon: PhoneOutgoing };
