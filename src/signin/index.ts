export { deviceReader, newDeviceCookie } from './device-cookie.ts'
export { createSignInDoor } from './door.tsx'
export { examples } from './examples.tsx'
