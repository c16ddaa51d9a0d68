export { type Assets, loadAssets } from './assets.ts'
export { type CookieKind, type CookieName, clearClient, clearCookie, readCookie, setCookie } from './cookies.ts'
export { DeansOfficeLink, DeskLink } from './desk-link.tsx'
export type { Example } from './examples.ts'
export { Confirmation, type ErrorItem, ErrorSummary, Field, Form, HelpBlock, PasswordField } from './form.tsx'
export { decodeFields, type Fields, parseForm, parseQuery } from './form-body.ts'
export { Checkbox, Choice, type Option, Select, TextArea } from './form-choices.tsx'
export type { WebParts } from './frame.ts'
export { frameExamples } from './frame-examples.tsx'
export { Gate } from './gate.tsx'
export * from './leaving/index.ts'
export { listen, shutDoor } from './listen.ts'
export { LogOut } from './log-out.tsx'
export { createLogger } from './logging.ts'
export {
  NewPasswordFields,
  NewPasswordRules,
  newPasswordErrorItems,
  newPasswordScripts,
  useNewPasswordWiring,
} from './new-password.tsx'
export { Page } from './page.tsx'
export { withQuery } from './page-of-form.ts'
export { type PageSurroundings, usePage } from './page-surroundings.ts'
export { Problem } from './problem.ts'
export { problemIn } from './problem-in.ts'
export { registerWeb } from './register.ts'
export { renderPage, voices } from './render.ts'
export * from './second-factor/index.ts'
export { serverOptions } from './server-options.ts'
export { acceptUploads, type Upload, UploadTooLarge, uploadOf } from './upload.ts'
export { placeFromNowOn } from './waiting/place.ts'
export { PlaceInLine } from './waiting/wait-page.tsx'
