const LENGTH = 140;

/** What the inbox's list shows of a message. */
export function previewOf(text: string, attachments: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "") return attachments > 0 ? `${attachments} attachment${attachments > 1 ? "s" : ""}` : "";
  return [...line].slice(0, LENGTH).join("");
}
