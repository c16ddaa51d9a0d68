/** The way to sign in from here: the portal sends the browser to the sign-in and takes it back afterwards. */
export const SIGN_IN = '/portal/log-in'
