// The order of lists of what happened one after the other.

export const ageOrders = ['newest', 'oldest'] as const
export type AgeOrder = (typeof ageOrders)[number]
