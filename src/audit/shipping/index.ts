export { openShipper, type Shipper } from './tasks.ts'
