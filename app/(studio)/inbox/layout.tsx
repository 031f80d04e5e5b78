import { type ReactNode, Suspense } from "react";
import { InboxScreen } from "#components/inbox/inbox-screen.tsx";

/** Stands while conversations change in the address, so that the list keeps its place. */
export default function InboxLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <Suspense>
        <InboxScreen />
      </Suspense>
      {children}
    </>
  );
}
