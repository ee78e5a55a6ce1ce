// How much of a workbook is unpacked.
import type { PartLimits } from '../archive.ts'

/**
 * Of the parts that are streamed. A million rows of thirty cells are about 1.2 GB; rows that are all the same pack about
 * thirty times, since each cell carries its name.
 */
export const streamedPart: PartLimits = { bytes: 4_000_000_000, ratio: 200 }
