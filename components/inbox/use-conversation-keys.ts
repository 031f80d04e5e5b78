import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import type { Conversation } from "#core/api/conversations.ts";
import type { ComposerMode } from "./draft-store.ts";
import type { HeaderMenu } from "./header-facts.tsx";
import type { useConversationActions } from "./use-conversation-actions.ts";

interface Keys {
  conversation: Conversation;
  actions: ReturnType<typeof useConversationActions>;
  /** Several are chosen in the list: what changes conversations is then about those. */
  choosing: boolean;
  write: (mode: ComposerMode) => void;
  setMenu: (menu: HeaderMenu) => void;
  setMacrosOpen: (open: boolean) => void;
  togglePanel: () => void;
}

/** The single keys of an open conversation. */
export function useConversationKeys(keys: Keys): void {
  const { conversation, actions, choosing, write, setMenu } = keys;
  const isOpen = conversation.status !== "resolved" && conversation.status !== "spam";
  const changes = {
    e: () => isOpen && actions.act("resolve"),
    s: () => isOpen && setMenu("snooze"),
    a: () => setMenu("assign"),
    t: () => setMenu("tags"),
    "#": () => isOpen && actions.markSpam(),
    c: () => !conversation.assignee && actions.act("claim"),
  };
  useShortcuts({
    ...(!choosing && changes),
    r: () => write("reply"),
    n: () => write("note"),
    m: () => keys.setMacrosOpen(true),
    "]": keys.togglePanel,
  });
}
