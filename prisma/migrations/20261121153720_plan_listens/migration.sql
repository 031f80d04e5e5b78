-- What a plan's runs listen to, so that an event of the log finds them without its plan being read.

-- AlterEnum
ALTER TYPE "deadline_kind" ADD VALUE 'silence';

-- AlterTable
ALTER TABLE "plans" ADD COLUMN     "listens" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Plans from before knew exit rules, a goal, and waits for a field. They are append-only but for this once, and the
-- owner is bound by row-level security too.
ALTER TABLE plans DISABLE TRIGGER plans_immutable;
DO $$
DECLARE
  tenant uuid;
BEGIN
  FOR tenant IN SELECT workspace_id FROM list_workspaces() LOOP
    PERFORM set_config('app.workspace_id', tenant::text, true);
    UPDATE plans SET listens = ARRAY(
      SELECT DISTINCT word FROM (
        SELECT rule ->> 'on' FROM jsonb_array_elements(plan #> '{settings,exitWhen}') AS rules (rule)
        UNION ALL SELECT 'event:' || (plan #>> '{settings,goal,event}')
        UNION ALL SELECT unnest(ARRAY['contact', 'conversation']) FROM jsonb_each(plan -> 'nodes') AS node
          WHERE node.value #> '{config,untilField}' IS NOT NULL
      ) AS heard (word) WHERE word IS NOT NULL);
  END LOOP;
  PERFORM set_config('app.workspace_id', '', true);
END
$$;
ALTER TABLE plans ENABLE TRIGGER plans_immutable;
