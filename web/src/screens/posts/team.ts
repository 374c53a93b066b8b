// Who may approve posts. Without a team everybody publishes for himself, and nothing waits.
export const useMayApprove = (): boolean => true;
