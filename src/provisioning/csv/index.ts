export { type CsvColumn, csvColumns } from './columns.ts'
export { type CsvEncoding, csvEncodings } from './encoding.ts'
export { type FeedOptions, type FeedRow, readFeed } from './read-feed.ts'
export type { CsvAnswer, CsvRow } from './row.ts'
