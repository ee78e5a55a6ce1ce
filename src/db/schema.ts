/** The tables Kysely knows. Each noun's tables are listed here, in the names of the migrations. */
// biome-ignore lint/suspicious/noEmptyInterface: filled table by table, beside the migrations
export interface Schema {}
