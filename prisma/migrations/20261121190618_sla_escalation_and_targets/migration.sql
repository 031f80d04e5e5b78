-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "deadline_kind" ADD VALUE 'slaEscalation';
ALTER TYPE "deadline_kind" ADD VALUE 'slaReplan';
ALTER TYPE "deadline_kind" ADD VALUE 'targetReview';

-- AlterTable
ALTER TABLE "sla_clocks" ADD COLUMN     "policy_revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "warned_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sla_policies" ADD COLUMN     "escalation" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "metric_targets" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "metric" TEXT NOT NULL,
    "statistic" TEXT NOT NULL,
    "comparison" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "team_id" UUID,
    "user_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "metric_targets_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "metric_targets_workspace_id_metric_idx" ON "metric_targets"("workspace_id", "metric");

-- CreateIndex
CREATE UNIQUE INDEX "metric_targets_workspace_id_id_key" ON "metric_targets"("workspace_id", "id");

-- AddForeignKey
ALTER TABLE "metric_targets" ADD CONSTRAINT "metric_targets_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_targets" ADD CONSTRAINT "metric_targets_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "metric_targets" ADD CONSTRAINT "metric_targets_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What Prisma's schema cannot say.
CALL protect_tenant_table('metric_targets');

ALTER TABLE metric_targets
  ADD CONSTRAINT metric_targets_of_one CHECK (team_id IS NULL OR user_id IS NULL),
  ADD CONSTRAINT metric_targets_statistic CHECK (statistic IN ('value', 'median', 'mean', 'p90')),
  ADD CONSTRAINT metric_targets_comparison CHECK (comparison IN ('atMost', 'atLeast'));

-- What is promised and not kept yet, next due first; and the clocks that an earlier revision of a policy planned.
CREATE INDEX sla_clocks_open_due ON sla_clocks (workspace_id, due_at) WHERE ended_at IS NULL AND due_at IS NOT NULL;
CREATE INDEX sla_clocks_open_of_policy ON sla_clocks (policy_id, policy_revision) WHERE ended_at IS NULL;

-- What a supervisor looks at all day.
CREATE INDEX conversations_unhappy ON conversations (workspace_id, sentiment_now)
  WHERE resolved_at IS NULL AND sentiment_now < -0.25;
CREATE INDEX queue_entries_left ON queue_entries (workspace_id, left_at) WHERE left_at IS NOT NULL;
CREATE INDEX queue_entries_open ON queue_entries (workspace_id, entered_at) WHERE left_at IS NULL;
