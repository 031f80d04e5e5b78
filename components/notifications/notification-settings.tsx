"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { Section } from "#components/settings/section.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Switch } from "#components/ui/switch.tsx";
import {
  NOTIFICATION_KINDS,
  type NotificationKind,
  type NotificationPreferences,
} from "#core/api/collaboration.ts";
import { BrowserSwitch } from "./browser-switch.tsx";

const WORDS: Record<NotificationKind, { name: string; when: string }> = {
  mention: { name: "Mentions", when: "A colleague names you in a note" },
  assignment: { name: "Given to you", when: "A colleague gives you a conversation" },
  transfer: { name: "Passed on", when: "A conversation is passed on to you or your team, with a summary" },
  whisper: { name: "Whispers", when: "A supervisor says something that only you see" },
  escalation: { name: "Escalations", when: "A journey needs a person" },
  notice: { name: "From journeys", when: "A journey tells you something" },
  activity: {
    name: "What you follow",
    when: "Colleagues write notes or pass on a conversation that you follow",
  },
};

const key = queryKeys.resource("notification preferences");

/** How the viewer is told of what, beside the bell in the studio. */
export function NotificationSettings() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery<NotificationPreferences, ApiError>({
    queryKey: key,
    queryFn: ({ signal }) => api.get("/notifications/preferences", { signal }),
  });
  const change = useMutation({
    mutationFn: (kinds: object) =>
      api.patch<NotificationPreferences>("/notifications/preferences", { kinds }),
    onSuccess: (now) => client.setQueryData(key, now),
    meta: { failed: "The choice was not saved" },
  });
  const refresh = () => void client.invalidateQueries({ queryKey: key });
  return (
    <Section
      title="Notifications"
      description="Everything is behind the bell in the studio. Choose what reaches you elsewhere too."
    >
      {error && (
        <ErrorNotice what="Your choices could not be read" error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton className="m-4 h-64" />}
      {data && (
        <>
          <BrowserSwitch pushKey={data.pushKey} onChange={refresh} />
          {!data.emailAvailable && (
            <p className="border-b px-4 py-2 text-ink-muted text-sm">
              E-mail is not set up on this server: your choices hold as soon as SMTP_URL is set.
            </p>
          )}
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b text-left text-ink-muted text-xs">
                <th scope="col" className="px-4 py-2 font-medium">
                  You are told when
                </th>
                <th scope="col" className="w-20 px-2 py-2 text-center font-medium">
                  E-mail
                </th>
                <th scope="col" className="w-20 px-2 py-2 text-center font-medium">
                  Browser
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {NOTIFICATION_KINDS.map((kind) => (
                <tr key={kind}>
                  <th scope="row" className="px-4 py-2 text-left font-normal">
                    <span className="block font-medium">{WORDS[kind].name}</span>
                    <span className="text-ink-muted text-xs">{WORDS[kind].when}</span>
                  </th>
                  {(["email", "push"] as const).map((way) => (
                    <td key={way} className="px-2 py-2 text-center">
                      <Switch
                        aria-label={`${WORDS[kind].name} by ${way === "email" ? "e-mail" : "browser"}`}
                        checked={
                          (change.isPending && pendingOf(change.variables, kind, way)) ||
                          data.kinds[kind][way]
                        }
                        onCheckedChange={(on) => change.mutate({ [kind]: { [way]: on } })}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}

/** What is being saved is shown at once. */
function pendingOf(kinds: object | undefined, kind: NotificationKind, way: "email" | "push"): boolean {
  const chosen = (kinds as Partial<Record<NotificationKind, Partial<Record<"email" | "push", boolean>>>>)?.[
    kind
  ];
  return chosen?.[way] ?? false;
}
