/** A file of its own in the build: with all it knows of old alphabets it is a sixth of the program, and few read bounces by IMAP. */
export { ImapFlow } from 'imapflow'
