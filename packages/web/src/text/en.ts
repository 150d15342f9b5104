/**
 * What every page says, in English; its keys are those of every language. What one screen says stands
 * beside it, in `pages/NAME/text.ts`, and is loaded with it.
 *
 * @module
 */

/** Texts by key; those with a blank are functions. */
export const en = {
  product: 'Entente',
  language: 'Language',
  help: 'Help',
  commands: 'Search and commands',
  skip: 'Skip to content',
  member: 'Member',
  person: 'Person',
  facility: 'Facility',
  zone: (name: string) => `Times are in ${name}`,
  navigation: 'Main',
  today: 'Today',
  signOut: 'Sign out',
  loading: 'Loading…',
  again: 'Try again',
  failedTitle: 'This could not be shown',
  signInFailedTitle: 'You could not be signed in',
  failedText: 'The server did not answer. Check the network and try again.',
  requestId: (id: string) => `Request for your operator: ${id}`,
  notFoundTitle: 'There is no such page',
  notFoundText: 'Choose one from the menu.',

  startTitle: 'First steps',
  signInTitle: 'Sign in',
  signInText: 'Use the passkey of this browser: your fingerprint, face or PIN.',
  signInButton: 'Sign in with a passkey',
  signInWaiting: 'Waiting for your passkey…',
  noDeviceTitle: 'This browser is not enrolled',
  noDeviceText:
    'Ask your registrar for your enrolment link, and open it here. Until then nobody can sign in at this browser.',
  brokenOff: 'No passkey was given. Try again.',
  ended: 'Your session has ended. Sign in again.',
  locked: (minutes: number) =>
    `Locked after ${minutes} minutes without use, and the session ended. Use your passkey to go on where you were.`,
  idleApp: (minutes: number) =>
    `The application locks itself after ${minutes} minutes without use.`,
  idleSoon: (seconds: number) => `It locks in ${seconds} seconds.`,
  stay: 'Stay',

  enrolTitle: 'Enrol this browser',
  enrolText:
    'Keys are made that cannot leave this machine. A registrar then signs that they are yours, at this facility.',
  enrolMissing: 'This link names no person or facility. Ask your registrar for a new one.',
  enrolButton: 'Make the keys of this browser',
  enrolDoneTitle: 'Take this to your registrar',
  enrolDoneText:
    'Give the file to your registrar by hand or on a medium you both trust. The registrar signs it with: entente appoint --act enrolment.json',
  enrolCode: 'Compare this code aloud (SHA-256 of the file)',
  enrolSave: 'Save enrolment.json',
  enrolRequest: 'Content of the file',
  enrolNext: 'Once the registrar has signed it, sign in here.',
  enrolToSignIn: 'To sign-in',

  tasksTitle: 'Waiting for you',
  tasksNone: 'Nothing waits for you.',
  taskApprove: 'To approve',
  taskApproveHow: 'Look at it and decide',
  taskUnsent: 'A draft of yours that is not whole yet',
  taskUnsentHow: 'Go on sending',
  taskRefused: (officer: string) => `Not approved by ${officer}`,
  taskConsent: (member: string) => `${member} asks for your consent`,
  taskConsentHow: (consent: string) =>
    `Answer at your own machine: entente consent show, give or refuse ${consent}`,
  taskAcknowledge: (member: string) => `To acknowledge, from ${member}`,
  taskAcknowledgeHow: 'Look at it and acknowledge',
  taskOverdue: (member: string) => `Receipt overdue with ${member}`,
  taskClearance: (person: string, level: string) => `Clearance of ${person} for ${level} ends`,
  taskNotified: 'It was told in writing: put on record',
  newTitle: 'Newest received',
  newItems: (count: number) => `New here: ${count}`,
  changedItems: 'Something here has changed.',
  showNew: 'Show',
  newNone: 'Nothing you may read has been received.',
  designation: 'Designation',
  designationText: (number: string, organ: string, until: string, extensions: number) =>
    `No. ${number}, ${organ}, valid until ${until}, extensions: ${extensions}`,
  designationEntry: 'Register of designations',
  since: 'Since',
  ends: 'Ends',
  due: 'Due',

  colMarking: 'Marking',
  colOriginator: 'Originator',
  colState: 'State',
  colCopy: 'Copy',
  colDate: 'Registered',
  own: 'own',
  states: {
    sealing: 'being sealed',
    draft: 'draft',
    prepared: 'waiting for approval',
    released: 'released',
    received: 'received',
    other: 'in progress',
  },
  receipts: {
    taken: 'receipt delivered',
    owed: 'receipt being delivered',
    overdue: 'receipt overdue',
  },

  document: 'Document',
  documentId: 'Document id',
  mediaType: 'Media type',
  size: 'Size',
  bytes: (count: string) => `${count} bytes`,
  history: 'History',
  historyNone: 'Nothing has happened yet.',
  approvals: (count: number) => `approvals: ${count}`,
  steps: {
    registered: 'Registered',
    prepared: 'Release prepared',
    released: 'Released',
    'not-approved': 'Refused by an officer',
    sent: 'Sent',
    receipted: 'Receipt received',
    refused: 'Refused by the recipient',
    'receipt-overdue': 'Receipt overdue',
    received: 'Received',
    acknowledged: 'Acknowledged',
  },
  open: 'Open',
  openTitle: 'Open this document',
  purposeLabel: 'For what purpose?',
  purposeHint: 'The purpose is signed with your request and recorded in the ledger.',
  purposes: { drafting: 'Drafting (author)', approval: 'Approval (releaser)' },
  cancel: 'Cancel',
  opening: 'Opening: your Key Access Service decides…',
  close: 'Close the document',
  openedFor: (purpose: string) => `Opened for: ${purpose}`,
  content: 'Content',
  refusedTitle: 'You may not do this',
  refusedReasons: 'Why, by the articles of the pact',
  article: (number: string) => `Article ${number}`,
  denied: 'The Key Access Service did not hand out the key.',
  backToRegister: 'Back to the register',
} as const

/** The form of the shared catalogue. */
export type Texts = Catalogue<typeof en>

/** The form of a catalogue: every key of English, with texts of its own. */
export type Catalogue<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Catalogue<T[K]>
}
