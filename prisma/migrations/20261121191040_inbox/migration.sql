-- CreateEnum
CREATE TYPE "scheduled_status" AS ENUM ('pending', 'sent', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "merge_kind" AS ENUM ('merge', 'split');

-- AlterTable
ALTER TABLE "contacts" ADD COLUMN     "blocked_at" TIMESTAMPTZ(3),
ADD COLUMN     "blocked_reason" TEXT;

-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "is_follow_up" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "scheduled_messages" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "author_id" UUID,
    "author" JSONB NOT NULL,
    "is_held" BOOLEAN NOT NULL DEFAULT false,
    "text" TEXT NOT NULL DEFAULT '',
    "channel" "channel_type",
    "attachment_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "client_key" TEXT,
    "send_at" TIMESTAMPTZ(3) NOT NULL,
    "keeps_on_reply" BOOLEAN NOT NULL DEFAULT false,
    "written_after" INTEGER NOT NULL,
    "status" "scheduled_status" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "scheduled_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "drafts" (
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "is_note" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "channel" "channel_type",
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("user_id","conversation_id","is_note")
);

-- CreateTable
CREATE TABLE "macros" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortcut" TEXT,
    "actions" JSONB NOT NULL,
    "team_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "macros_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "undos" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "steps" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "undos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_merges" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" "merge_kind" NOT NULL,
    "into_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "moved" JSONB NOT NULL,
    "before" JSONB NOT NULL,
    "by_kind" "actor_kind" NOT NULL,
    "by_id" UUID,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "surveys" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "assignee_id" UUID,
    "team_id" UUID,
    "run_id" UUID,
    "effect_key" TEXT,
    "message_id" UUID,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "rating" INTEGER,
    "comment" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "surveys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "out_of_offices" (
    "user_id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "message" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "out_of_offices_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "scheduled_messages_workspace_id_conversation_id_send_at_idx" ON "scheduled_messages"("workspace_id", "conversation_id", "send_at");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_messages_workspace_id_conversation_id_client_key_key" ON "scheduled_messages"("workspace_id", "conversation_id", "client_key");

-- CreateIndex
CREATE INDEX "drafts_workspace_id_conversation_id_idx" ON "drafts"("workspace_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "macros_workspace_id_key_key" ON "macros"("workspace_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "macros_workspace_id_shortcut_key" ON "macros"("workspace_id", "shortcut");

-- CreateIndex
CREATE INDEX "undos_expires_at_idx" ON "undos"("expires_at");

-- CreateIndex
CREATE INDEX "conversation_merges_workspace_id_into_id_idx" ON "conversation_merges"("workspace_id", "into_id");

-- CreateIndex
CREATE INDEX "conversation_merges_workspace_id_from_id_idx" ON "conversation_merges"("workspace_id", "from_id");

-- CreateIndex
CREATE UNIQUE INDEX "surveys_token_hash_key" ON "surveys"("token_hash");

-- CreateIndex
CREATE INDEX "surveys_workspace_id_sent_at_idx" ON "surveys"("workspace_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "surveys_workspace_id_conversation_id_key" ON "surveys"("workspace_id", "conversation_id");

-- CreateIndex
CREATE UNIQUE INDEX "out_of_offices_workspace_id_user_id_key" ON "out_of_offices"("workspace_id", "user_id");

-- CreateIndex
CREATE INDEX "conversations_workspace_id_created_at_idx" ON "conversations"("workspace_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "scheduled_messages" ADD CONSTRAINT "scheduled_messages_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "macros" ADD CONSTRAINT "macros_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "macros" ADD CONSTRAINT "macros_workspace_id_team_id_fkey" FOREIGN KEY ("workspace_id", "team_id") REFERENCES "teams"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "undos" ADD CONSTRAINT "undos_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_merges" ADD CONSTRAINT "conversation_merges_workspace_id_into_id_fkey" FOREIGN KEY ("workspace_id", "into_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_merges" ADD CONSTRAINT "conversation_merges_workspace_id_from_id_fkey" FOREIGN KEY ("workspace_id", "from_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_workspace_id_conversation_id_fkey" FOREIGN KEY ("workspace_id", "conversation_id") REFERENCES "conversations"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "surveys" ADD CONSTRAINT "surveys_workspace_id_assignee_id_fkey" FOREIGN KEY ("workspace_id", "assignee_id") REFERENCES "users"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "out_of_offices" ADD CONSTRAINT "out_of_offices_workspace_id_user_id_fkey" FOREIGN KEY ("workspace_id", "user_id") REFERENCES "users"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE surveys ADD CONSTRAINT rating_known CHECK (rating BETWEEN 1 AND 5);
CREATE UNIQUE INDEX conversation_merges_one_open ON conversation_merges (from_id)
  WHERE undone_at IS NULL AND kind = 'merge';

CALL protect_tenant_table('scheduled_messages');
CALL protect_tenant_table('drafts');
CALL protect_tenant_table('macros');
CALL protect_tenant_table('undos');
CALL protect_tenant_table('conversation_merges');
CALL protect_tenant_table('surveys');
CALL protect_tenant_table('out_of_offices');

-- A survey is answered by whoever has its link: the token says which workspace.
CREATE POLICY found_by_token ON surveys FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION find_survey(sought text)
RETURNS TABLE (workspace_id uuid, survey_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$ SELECT s.workspace_id, s.id FROM public.surveys s WHERE s.token_hash = sought $$;

REVOKE ALL ON FUNCTION find_survey FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_survey TO throughline_app;
