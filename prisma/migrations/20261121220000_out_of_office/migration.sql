-- Who is out of office is on leave: one word, one table.
DROP TABLE "out_of_offices";

-- AlterEnum
ALTER TYPE "assignment_reason" ADD VALUE 'leave' BEFORE 'transfer';

-- AlterTable
ALTER TABLE "leaves" ADD COLUMN     "auto_reply" TEXT,
ADD COLUMN     "substitute_id" UUID;

-- AddForeignKey
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_workspace_id_substitute_id_fkey" FOREIGN KEY ("workspace_id", "substitute_id") REFERENCES "users"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;
