export { leaveForm } from './leave-form.tsx'
export { OnYourWayPage, PostBackPage } from './pages.tsx'
