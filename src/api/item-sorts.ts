// What the pages of a plan and those of a run can be sorted by. Without zod, for addresses of the dashboard.

export const planItemSorts = ['row', 'title', 'action'] as const
export type PlanItemSort = (typeof planItemSorts)[number]

export const runItemSorts = ['row', 'title', 'state', 'action', 'verification', 'changed'] as const
export type RunItemSort = (typeof runItemSorts)[number]
