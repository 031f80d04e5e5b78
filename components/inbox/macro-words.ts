import type { Macro, MacroAction } from "#core/api/macros.ts";

/** What a macro does, as one line: "Replies, tags billing, resolves". */
export function macroWords({ actions }: Pick<Macro, "actions">): string {
  const words = actions.map(actionWords).join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function actionWords(action: MacroAction): string {
  switch (action.do) {
    case "reply":
      return "replies";
    case "note":
      return "leaves a note";
    case "tag":
      return [
        action.add.length > 0 ? `tags ${action.add.join(" and ")}` : "",
        action.remove.length > 0 ? `takes off ${action.remove.join(" and ")}` : "",
      ]
        .filter(Boolean)
        .join(", ");
    case "priority":
      return `makes it ${action.priority}`;
    case "assign":
      if (action.assignee === null) return "assigns nobody";
      return action.assignee === "me" ? "assigns you" : "assigns a colleague";
    case "team":
      return action.team ? `moves it to ${action.team.replaceAll("_", " ")}` : "takes it from its team";
    case "snooze":
      return action.for ? "snoozes" : "snoozes until they write";
    case "resolve":
      return "resolves";
    case "journey":
      return `starts ${action.journey.replaceAll("_", " ")}`;
  }
}
