export { type CsvColumn, csvColumns } from './columns.ts'
export { type CsvEncoding, csvEncodings } from './encoding.ts'
export { readFeed } from './read-feed.ts'
export { type CsvAnswer, type CsvRow, readRow } from './row.ts'
