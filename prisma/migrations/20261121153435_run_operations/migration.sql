-- CreateEnum
CREATE TYPE "run_operation_status" AS ENUM ('running', 'cancelling', 'completed', 'cancelled');

-- CreateEnum
CREATE TYPE "run_operation_outcome" AS ENUM ('pending', 'sent', 'done', 'failed', 'skipped');

-- AlterTable
ALTER TABLE "journeys" ADD COLUMN     "stuck_alarmed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "stuck_at" TIMESTAMPTZ(3),
ADD COLUMN     "stuck_code" TEXT;

-- CreateTable
CREATE TABLE "run_operations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'runs',
    "journey_id" UUID,
    "filter" JSONB NOT NULL DEFAULT '{}',
    "options" JSONB NOT NULL DEFAULT '{}',
    "to_version_id" UUID,
    "node_map" JSONB NOT NULL DEFAULT '{}',
    "status" "run_operation_status" NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "created_by_kind" "actor_kind",
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_operation_items" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "operation_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "outcome" "run_operation_outcome" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_operation_items_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "run_operations_workspace_id_created_at_idx" ON "run_operations"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "run_operations_workspace_id_journey_id_created_at_idx" ON "run_operations"("workspace_id", "journey_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "run_operations_workspace_id_id_key" ON "run_operations"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "run_operation_items_operation_id_outcome_run_id_idx" ON "run_operation_items"("operation_id", "outcome", "run_id");

-- CreateIndex
CREATE INDEX "run_operation_items_run_id_idx" ON "run_operation_items"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_operation_items_operation_id_run_id_key" ON "run_operation_items"("operation_id", "run_id");

-- AddForeignKey
ALTER TABLE "run_operations" ADD CONSTRAINT "run_operations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_operations" ADD CONSTRAINT "run_operations_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "run_operations" ADD CONSTRAINT "run_operations_workspace_id_to_version_id_fkey" FOREIGN KEY ("workspace_id", "to_version_id") REFERENCES "journey_versions"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "run_operation_items" ADD CONSTRAINT "run_operation_items_workspace_id_operation_id_fkey" FOREIGN KEY ("workspace_id", "operation_id") REFERENCES "run_operations"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_operation_items" ADD CONSTRAINT "run_operation_items_workspace_id_run_id_fkey" FOREIGN KEY ("workspace_id", "run_id") REFERENCES "runs"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Stuck runs are grouped and repaired by journey, code and node; there are few of them.
CREATE INDEX runs_stuck ON runs (workspace_id, journey_id, stuck_code) WHERE stuck_code IS NOT NULL;

ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;
UPDATE runs SET stuck_code = coalesce(state #>> '{stuck,code}', 'unknown'), stuck_at = updated_at
WHERE status = 'stuck';
ALTER TABLE runs FORCE ROW LEVEL SECURITY;

CALL protect_tenant_table('run_operations');
CALL protect_tenant_table('run_operation_items');
