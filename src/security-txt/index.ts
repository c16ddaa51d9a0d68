export { registerSecurityTxt } from './routes.ts'
export { securityTxtWarning } from './security-txt.ts'
