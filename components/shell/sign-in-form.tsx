"use client";
import { CircleAlert, Eye, EyeOff } from "lucide-react";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface SignInFormProps {
  csrfToken: string | undefined;
  /** Where to go after. */
  path: string;
  failed: boolean;
  cookiesBlocked: boolean;
}

type Failure = "refused" | "unreachable" | "cookies";

const FAILURES: Record<Failure, string> = {
  refused:
    "That e-mail and password do not belong together. Check both; passwords know upper and lower case.",
  unreachable: "The server did not answer. Check your connection, then try again.",
  cookies: "Your browser blocks cookies for this site. Allow them, then load this page again.",
};

/** Posts to next-auth by itself before JavaScript is there; after, without leaving the page. */
export function SignInForm({ csrfToken, path, failed, cookiesBlocked }: SignInFormProps) {
  const [failure, setFailure] = useState<Failure | null>(
    cookiesBlocked ? "cookies" : failed ? "refused" : null,
  );
  const [pending, setPending] = useState(false);
  const [shown, setShown] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setFailure(null);
    try {
      const answer = await signIn("credentials", {
        email: String(form.get("email")),
        password: String(form.get("password")),
        redirect: false,
      });
      if (answer?.ok) {
        window.location.assign(path);
        return;
      }
      setFailure(answer && answer.status < 500 ? "refused" : "unreachable");
    } catch {
      setFailure("unreachable");
    }
    setPending(false);
  };

  return (
    <form
      method="post"
      action="/api/auth/callback/credentials"
      onSubmit={(event) => void submit(event)}
      className="mt-4 flex flex-col gap-4"
    >
      <input type="hidden" name="csrfToken" value={csrfToken ?? ""} />
      <input type="hidden" name="callbackUrl" value={path} />
      {path !== "/" && !failure && (
        <p className="text-ink-muted">
          Then you go on to <span className="break-all font-mono text-ink text-xs">{path}</span>
        </p>
      )}
      {failure && (
        <p role="alert" className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          {FAILURES[failure]}
        </p>
      )}
      <Field label="E-mail" required>
        <Input name="email" type="email" autoComplete="username" autoFocus className="h-10 text-base" />
      </Field>
      <Field label="Password" required>
        <div className="relative">
          <Input
            name="password"
            type={shown ? "text" : "password"}
            autoComplete="current-password"
            className="h-10 pr-10 text-base"
          />
          <button
            type="button"
            aria-label={shown ? "Hide the password" : "Show the password"}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 right-1 inline-flex w-8 items-center justify-center rounded-sm text-ink-muted hover:text-ink"
          >
            {shown ? <EyeOff className="size-4" aria-hidden /> : <Eye className="size-4" aria-hidden />}
          </button>
        </div>
      </Field>
      <Button type="submit" variant="primary" size="large" pending={pending}>
        Sign in
      </Button>
    </form>
  );
}
