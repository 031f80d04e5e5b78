const OF_CONTACT = /^contact\.(locale|timezone|tier|tags|attributes(\..+)?)$/;
const OF_CONVERSATION =
  /^conversation\.(status|channel|startedChannel|priority|intent|sentiment|language|startedAt|tags|(attributes|memory)(\..+)?)$/;

/** Whether a condition about a conversation, outside of any run, can read a field: routing rules and SLA policies. */
export function isConversationField(path: string): boolean {
  return OF_CONTACT.test(path) || OF_CONVERSATION.test(path);
}
