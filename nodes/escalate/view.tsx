import { Siren } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const escalateView: NodeView = { icon: Siren };
