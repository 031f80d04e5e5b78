import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { LogoMark } from "#components/shell/logo.tsx";
import { SignInForm } from "#components/shell/sign-in-form.tsx";
import { pathAfterSignIn } from "#components/shell/sign-in-path.ts";

export const metadata: Metadata = { title: "Sign in" };

type Search = Record<string, string | string[] | undefined>;

/**
 * The form carries next-auth's CSRF token, so it also works before and without JavaScript. A browser that
 * has no token yet is sent once through next-auth, which sets it and comes back with an absolute callbackUrl.
 */
export default async function SignIn({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const jar = (await cookies()).getAll();
  const token = jar.find((cookie) => cookie.name.endsWith("csrf-token"))?.value.split("|")[0];
  const asked = typeof search.callbackUrl === "string" ? search.callbackUrl : undefined;
  const remembered = jar.find((cookie) => cookie.name.endsWith("callback-url"))?.value;
  const path = pathAfterSignIn(asked ?? remembered);
  if (!token && !asked?.startsWith("http"))
    redirect(`/api/auth/signin?${new URLSearchParams({ callbackUrl: path })}`);
  return (
    <main className="flex min-h-dvh items-center justify-center bg-canvas px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <LogoMark className="size-7 text-accent-text" />
          <span className="font-semibold text-lg">Throughline</span>
        </div>
        <div className="rounded-lg border bg-surface p-6">
          <h1 className="font-semibold text-xl">Sign in</h1>
          <SignInForm
            csrfToken={token}
            path={path}
            failed={search.error !== undefined}
            cookiesBlocked={!token}
          />
        </div>
        <p className="mt-4 text-ink-faint text-xs">
          No account yet, or the password is lost? An admin of your workspace makes one for you in Settings,
          People.
        </p>
      </div>
    </main>
  );
}
