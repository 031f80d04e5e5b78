"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { TierList } from "#components/routing/tier-list.tsx";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { OfflinePolicyFields } from "#components/settings/offline-policy-fields.tsx";
import { Section } from "#components/settings/section.tsx";
import { useWarnBeforeLeaving } from "#components/shell/use-warn-before-leaving.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { RoutingSettings } from "#core/api/working-time.ts";

const KEY = queryKeys.resource("routing-settings");

/** What holds for all of the workspace's routing, whichever rules it follows. */
export function RoutingSettingsSection({ mayEdit }: { mayEdit: boolean }) {
  const settings = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<RoutingSettings>("/routing-settings", { signal }),
  });
  return (
    <Section
      title="Whatever the rules say"
      description="No work sticks to somebody who is gone. A team may have its own answer, under People."
    >
      {settings.error && !settings.data ? (
        <ErrorNotice
          what="The settings of routing could not be loaded"
          error={settings.error}
          onRetry={() => void settings.refetch()}
          className="border-0"
        />
      ) : settings.data ? (
        <SettingsForm given={settings.data} mayEdit={mayEdit} />
      ) : (
        <SkeletonRows label="Loading the settings of routing" rows={2} />
      )}
    </Section>
  );
}

function SettingsForm({ given, mayEdit }: { given: RoutingSettings; mayEdit: boolean }) {
  const client = useQueryClient();
  const [value, setValue] = useState(given);
  const isDirty = JSON.stringify(value) !== JSON.stringify(given);
  useWarnBeforeLeaving(isDirty, "The settings of routing are not saved. Leave without saving them?");
  const save = useMutation({
    mutationFn: () => api.put<RoutingSettings>("/routing-settings", value),
    onSuccess: (saved) => {
      client.setQueryData(KEY, saved);
      setValue(saved);
      toastDone("The settings of routing are saved");
    },
  });
  const errors = fieldErrors(save.error, ["whenOffline", "whenOffline.after", "tiers"]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
      className="flex flex-col gap-5 p-4"
    >
      <fieldset disabled={!mayEdit} className="flex max-w-md flex-col gap-3">
        <OfflinePolicyFields
          value={value.whenOffline}
          errors={errors.at}
          onChange={(whenOffline) => whenOffline && setValue({ ...value, whenOffline })}
        />
      </fieldset>
      <fieldset className="flex max-w-md flex-col gap-2">
        <legend className="mb-1 font-medium text-xs">Tiers of customers, the highest first</legend>
        <TierList
          value={value.tiers}
          onChange={(tiers) => setValue({ ...value, tiers })}
          error={errors.at.tiers}
          mayEdit={mayEdit}
        />
      </fieldset>
      {errors.other && <ErrorNotice what="The settings were not saved" error={save.error} />}
      {mayEdit && (
        <Button type="submit" className="self-start" pending={save.isPending} disabled={!isDirty}>
          Save settings
        </Button>
      )}
    </form>
  );
}
