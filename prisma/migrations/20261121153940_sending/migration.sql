-- AlterTable
ALTER TABLE "channel_accounts" ADD COLUMN     "sending" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "journeys" ADD COLUMN     "tripped_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "attempted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "account_paces" (
    "channel_account_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_paces_pkey" PRIMARY KEY ("channel_account_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_paces_workspace_id_channel_account_id_key" ON "account_paces"("workspace_id", "channel_account_id");

-- AddForeignKey
ALTER TABLE "account_paces" ADD CONSTRAINT "account_paces_workspace_id_channel_account_id_fkey" FOREIGN KEY ("workspace_id", "channel_account_id") REFERENCES "channel_accounts"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "journey_allowances" (
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "used" DECIMAL(18,6) NOT NULL,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "journey_allowances_pkey" PRIMARY KEY ("workspace_id","journey_id","kind")
);

-- CreateTable
CREATE TABLE "journey_pulses" (
    "workspace_id" UUID NOT NULL,
    "journey_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "sends" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "opt_outs" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "journey_pulses_pkey" PRIMARY KEY ("workspace_id","journey_id","minute")
);

-- AddForeignKey
ALTER TABLE "journey_allowances" ADD CONSTRAINT "journey_allowances_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "journey_pulses" ADD CONSTRAINT "journey_pulses_workspace_id_journey_id_fkey" FOREIGN KEY ("workspace_id", "journey_id") REFERENCES "journeys"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CALL protect_tenant_table('account_paces');
CALL protect_tenant_table('journey_allowances');
CALL protect_tenant_table('journey_pulses');
