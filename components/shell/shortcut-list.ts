export interface ShortcutGroup {
  name: string;
  shortcuts: { keys: string; does: string }[];
}

/** All shortcuts, as the help sheet shows them. None fires while you type. */
export const SHORTCUT_GROUPS: ShortcutGroup[] = [
  {
    name: "Everywhere",
    shortcuts: [
      { keys: "⌘ K", does: "Find anything, or do something" },
      { keys: "G I", does: "Go to the inbox" },
      { keys: "G J", does: "Go to journeys" },
      { keys: "G R", does: "Go to runs" },
      { keys: "G D", does: "Go to the dashboard" },
      { keys: "G S", does: "Go to settings" },
      { keys: "[", does: "Fold or unfold the menu" },
      { keys: "?", does: "Show this list" },
    ],
  },
  {
    name: "Inbox",
    shortcuts: [
      { keys: "J", does: "Next conversation" },
      { keys: "K", does: "Previous conversation" },
      { keys: "R", does: "Reply" },
      { keys: "N", does: "Write a note for your team" },
      { keys: "A", does: "Assign" },
      { keys: "S", does: "Snooze" },
      { keys: "E", does: "Resolve" },
      { keys: "/", does: "Search" },
      { keys: "⌘ ↵", does: "Send" },
    ],
  },
  {
    name: "Canvas",
    shortcuts: [
      { keys: "⌘ Z", does: "Undo" },
      { keys: "⇧ ⌘ Z", does: "Redo" },
      { keys: "⌘ C", does: "Copy the chosen nodes" },
      { keys: "⌘ V", does: "Paste them, in any journey" },
      { keys: "⌘ D", does: "Duplicate" },
      { keys: "⌫", does: "Delete" },
    ],
  },
];
