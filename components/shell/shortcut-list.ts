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
      { keys: "C", does: "Claim" },
      { keys: "S", does: "Snooze" },
      { keys: "E", does: "Resolve" },
      { keys: "T", does: "Tag" },
      { keys: "M", does: "Run a macro" },
      { keys: "#", does: "Move to spam" },
      { keys: "X", does: "Choose, to do one thing to many" },
      { keys: "* A", does: "Choose all of the list" },
      { keys: "F", does: "Filter the list" },
      { keys: "/", does: "Search" },
      { keys: "]", does: "Show or hide the contact" },
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
