import { ListTodo } from "lucide-react";
import type { NodeView } from "#nodes/node-view.ts";

export const taskView: NodeView = { icon: ListTodo };
