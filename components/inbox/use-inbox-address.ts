import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useRef } from "react";
import { type InboxAddress, inboxHref, readAddress } from "./inbox-address.ts";

/** The inbox's state in the address. It changes without asking the server, so that the list stays as it is. */
export function useInboxAddress() {
  const conversationId = usePathname().split("/")[2] ?? null;
  const parameters = useSearchParams();
  const address = useMemo(() => readAddress(parameters), [parameters]);
  const latest = useRef(address);
  latest.current = address;
  const hrefOf = useCallback(
    (id: string | null, changes: Partial<InboxAddress> = {}) =>
      inboxHref(id, { ...latest.current, message: null, ...changes }),
    [],
  );
  const open = useCallback(
    (id: string | null, message: string | null = null) =>
      window.history.pushState(null, "", hrefOf(id, { message })),
    [hrefOf],
  );
  /** Another filter or search, without a new step of the way back. */
  const change = useCallback(
    (changes: Partial<InboxAddress>) => {
      const id = window.location.pathname.split("/")[2] ?? null;
      window.history.replaceState(null, "", hrefOf(id, changes));
    },
    [hrefOf],
  );
  return { conversationId, address, hrefOf, open, change };
}
