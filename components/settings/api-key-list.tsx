"use client";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { CreateApiKeyDialog } from "#components/settings/create-api-key-dialog.tsx";
import { ROLE_WORDS } from "#components/settings/role-words.ts";
import { Section } from "#components/settings/section.tsx";
import { SettingsList } from "#components/settings/settings-list.tsx";
import { useResource } from "#components/settings/use-resource.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import { undoable } from "#components/ui/undoable.ts";
import type { ApiKey } from "#core/api/people.ts";

/** Keys by which programs use the API. */
export function ApiKeyList() {
  const [creating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<ReadonlySet<string>>(new Set());
  const { mutate } = useResource<never, unknown>("api-keys", "The key was not revoked");
  const setHidden = (id: string, hidden: boolean) =>
    setRevoked((before) => new Set(hidden ? [...before, id] : [...before].filter((each) => each !== id)));
  const revoke = (key: ApiKey) => {
    setHidden(key.id, true);
    undoable({
      message: `${key.name} is revoked`,
      commit: () => mutate({ method: "delete", id: key.id }, { onSettled: () => setHidden(key.id, false) }),
      onUndo: () => setHidden(key.id, false),
    });
  };
  return (
    <Section
      title="API keys"
      description={
        <>
          Programs use the API with a key. A key acts by its role. The API describes itself at{" "}
          <a href="/api/v1/openapi.json" className="text-accent-text underline underline-offset-2">
            openapi.json
          </a>
          .
        </>
      }
      actions={
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          New key
        </Button>
      }
    >
      <SettingsList<ApiKey>
        resource="api-keys"
        noun="keys"
        empty={
          <EmptyState icon={<KeyRound aria-hidden />} title="No key yet">
            Make one for each program, so that you can revoke it alone.
          </EmptyState>
        }
      >
        {(keys) => (
          <Table label="API keys">
            <thead>
              <tr>
                <TableHead>Name</TableHead>
                <TableHead>Begins with</TableHead>
                <TableHead className="hidden sm:table-cell">Role</TableHead>
                <TableHead className="hidden md:table-cell">Last used</TableHead>
                <TableHead className="hidden md:table-cell">Expires</TableHead>
                <TableHead className="w-10">
                  <span className="sr-only">Revoke</span>
                </TableHead>
              </tr>
            </thead>
            <tbody>
              {keys
                .filter((key) => !revoked.has(key.id))
                .map((key) => (
                  <ApiKeyRow key={key.id} apiKey={key} onRevoke={() => revoke(key)} />
                ))}
            </tbody>
          </Table>
        )}
      </SettingsList>
      <CreateApiKeyDialog open={creating} onOpenChange={setCreating} />
    </Section>
  );
}

function ApiKeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  return (
    <TableRow>
      <TableCell className="font-medium">{apiKey.name}</TableCell>
      <TableCell>
        <code className="font-mono text-ink-muted text-xs">{apiKey.prefix}…</code>
      </TableCell>
      <TableCell className="hidden sm:table-cell">{ROLE_WORDS[apiKey.role].name}</TableCell>
      <TableCell className="hidden text-ink-muted md:table-cell">
        {apiKey.lastUsedAt ? (
          <RelativeTime at={apiKey.lastUsedAt} />
        ) : (
          <span className="text-ink-faint">Never</span>
        )}
      </TableCell>
      <TableCell className="hidden text-ink-muted md:table-cell">
        {apiKey.expiresAt ? (
          <RelativeTime at={apiKey.expiresAt} />
        ) : (
          <span className="text-ink-faint">Never</span>
        )}
      </TableCell>
      <TableCell>
        <IconButton label={`Revoke ${apiKey.name}`} size="small" onClick={onRevoke}>
          <Trash2 aria-hidden />
        </IconButton>
      </TableCell>
    </TableRow>
  );
}
