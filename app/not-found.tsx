import Link from "next/link";
import { LogoMark } from "#components/shell/logo.tsx";
import { Button } from "#components/ui/button.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
      <LogoMark className="size-8 text-accent-text" />
      <h1 className="font-semibold text-xl">There is no page here</h1>
      <p className="max-w-sm text-balance text-ink-muted">
        The address may be mistyped, or what it showed was deleted. The rest of the studio is where it was.
      </p>
      <Button variant="primary" asChild className="mt-2">
        <Link href="/">Go to the studio</Link>
      </Button>
    </main>
  );
}
