-- AlterEnum
ALTER TYPE "deadline_kind" ADD VALUE 'presence';
ALTER TYPE "deadline_kind" ADD VALUE 'offlineWork';
ALTER TYPE "deadline_kind" ADD VALUE 'queue';

-- AlterTable
ALTER TABLE "users" ADD COLUMN "languages" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "teams" ADD COLUMN "overflow_after" TEXT,
ADD COLUMN "overflow_team_id" UUID,
ADD COLUMN "when_offline" JSONB;

-- AlterTable
ALTER TABLE "presence" ADD COLUMN "resumes_as" "presence_status";

-- AlterTable
ALTER TABLE "queue_entries" ADD COLUMN "is_returned" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "user_shifts" (
    "user_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "timezone" TEXT NOT NULL,
    "weekly" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_shifts_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "leaves" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "leaves_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_shifts_workspace_id_user_id_key" ON "user_shifts"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "leaves_workspace_id_user_id_ends_at_idx" ON "leaves"("workspace_id", "user_id", "ends_at");

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_overflow_team_id_fkey" FOREIGN KEY ("workspace_id", "overflow_team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "user_shifts" ADD CONSTRAINT "user_shifts_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.
CALL protect_tenant_table('user_shifts');
CALL protect_tenant_table('leaves');

ALTER TABLE leaves ADD CONSTRAINT leaves_end_after_they_start CHECK (ends_at > starts_at);
ALTER TABLE teams
  ADD CONSTRAINT teams_overflow_whole CHECK ((overflow_team_id IS NULL) = (overflow_after IS NULL)),
  ADD CONSTRAINT teams_overflow_elsewhere CHECK (overflow_team_id <> id);

-- Who has had a contact's conversations, and where somebody is being asked: looked at by every decision.
CREATE INDEX assignments_to_somebody ON assignments (workspace_id, conversation_id, to_user_id, at)
  WHERE to_user_id IS NOT NULL;
CREATE INDEX offers_open_by_user ON offers (workspace_id, user_id) WHERE outcome IS NULL;
