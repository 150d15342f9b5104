/** Written from `/openapi.json`: `ENTENTE_UPDATE_GOLDEN=1 npm test -- testing/openapi.test.ts`. */

export type Acknowledged = { readonly release: string; readonly at: string }

export type Alarm = { readonly code: 'store' | 'kas' | 'disk-full' | 'disk-low' | 'conflict' | 'link-down' | 'queue-waits' | 'receipt-overdue' | 'receipt-not-taken' | 'clock' | 'undelivered' | 'witness-behind' | 'key-ends' | 'peer-key-ends' | 'backup-unreadable' | 'no-backup'; readonly member: string | null; readonly since: string | null; readonly happened: { readonly en: string; readonly ja: string }; readonly next: { readonly en: string; readonly ja: string } }

export type AnsweredConsent = { readonly consent: string; readonly state: 'asked' | 'given' | 'refused' }

export type AppointedKey = { readonly member: string; readonly use: 'tls' | 'message' | 'label' | 'kas' | 'ledger' | 'witness'; readonly name: string; readonly from: string; readonly until: string; readonly number: number; readonly state: 'current' | 'ended' | 'later' }

export type Approval = { readonly state: 'prepared' | 'released'; readonly approvals: number; readonly needed: number }

export type ApprovalAct = { readonly act?: unknown | undefined }

export type AuthorisedIndividual = { readonly person: string; readonly organ: string; readonly from: string; readonly until: string; readonly grant: string; readonly issuer: string }

export type Challenge = { readonly challenge: string; readonly domain: string; readonly seconds: number; readonly origin: string }

export type Consent = { readonly consent: string; readonly asker: string; readonly originator: string; readonly pact: string; readonly document: string; readonly level: { readonly regime: string; readonly level: string }; readonly act: string; readonly party: string | null; readonly purposes: readonly (string)[]; readonly to: { readonly regime: string; readonly level: string } | null; readonly notAfter: string; readonly state: 'asked' | 'given' | 'refused'; readonly statement: Statement | null; readonly askedBy: string | null; readonly createdAt: string; readonly updatedAt: string }

export type ConsentPage = { readonly items: readonly (Consent)[]; readonly next?: string | undefined }

export type ConsentWish = { readonly act: 'provide' | 'entrust' | 'print' | 'copy' | 'extract' | 'reclassify' | 'destroy'; readonly party: string | null; readonly purposes: readonly (string)[]; readonly to: { readonly regime: string; readonly level: string } | null; readonly notAfter: string }

export type CopyPlace = { readonly member: string; readonly copy: number | null; readonly state: 'original' | 'sent' | 'held' | 'overdue' | 'refused'; readonly release: string | null; readonly at: string | null; readonly due: string | null; readonly receipt: string | null; readonly receiptState: 'overdue' | 'owed' | 'taken' | null; readonly code: string | null }

export type CopyPlaces = { readonly copies: readonly (CopyPlace)[]; readonly acknowledgements: readonly (GivenAcknowledgement)[] }

export type Description = { readonly openapi: string }

export type DesignationEntry = { readonly number: string; readonly organ: string; readonly designatedOn: string; readonly validUntil: string; readonly extensions: number; readonly expired: { readonly at: string; readonly entry: { readonly en: string; readonly ja: string } } | null } | null

export type Draft = { readonly document: string; readonly title: string; readonly mediaType: string; readonly size: number; readonly case: string | null; readonly labelXml: string; readonly payload: string; readonly commitment: string; readonly policy: string; readonly sources: readonly (SourceWish)[] }

export type DraftState = { readonly state: 'sealing' | 'draft' }

export type Drafting = { readonly member: string; readonly pacts: readonly ({ readonly id: string; readonly name: { readonly en: string; readonly ja: string }; readonly state: 'agreed' | 'signed' | 'in-force' | 'suspended' | 'terminated'; readonly members: readonly ({ readonly id: string; readonly name: { readonly en: string; readonly ja: string }; readonly country: string | null })[]; readonly purposes: readonly ({ readonly id: string; readonly name: { readonly en: string; readonly ja: string } })[]; readonly regimes: readonly ({ readonly regime: string; readonly name: { readonly en: string; readonly ja: string }; readonly levels: readonly ({ readonly level: string; readonly name: { readonly en: string; readonly ja: string } })[]; readonly policy: PolicyData })[] })[] }

export type EventPage = { readonly items: readonly (RecordedEvent)[]; readonly next?: string | undefined }

export type Expiry = { readonly kind: 'clearance' | 'facility' | 'facility-register' | 'need-to-know' | 'person'; readonly person: string | null; readonly what: string; readonly until: string; readonly grant: string }

export type ExpiryHolder = { readonly kind: 'member' | 'organ' | 'person'; readonly id: string }

export type ExpiryNotice = { readonly designation: string; readonly to: ExpiryHolder }

export type ExpiryPage = { readonly at: string; readonly items: readonly (Expiry)[]; readonly next?: string | undefined }

export type Facility = { readonly facility: string; readonly levels: readonly ({ readonly regime: string; readonly level: string; readonly from: string; readonly until: string; readonly grant: string; readonly issuer: string })[] }

export type FacilityPage = { readonly at: string; readonly items: readonly (Facility)[]; readonly next?: string | undefined }

export type FirstSteps = { readonly at: string; readonly member: string; readonly folder: string; readonly server: string; readonly officers: { readonly count: number; readonly devices: number; readonly registrars: number; readonly lacking: readonly (string)[] }; readonly people: number; readonly pact: { readonly id: string; readonly name: { readonly en: string; readonly ja: string }; readonly state: string; readonly others: readonly ({ readonly member: string; readonly appointments: number; readonly connected: boolean })[]; readonly open: readonly ({ readonly todo: 'acknowledge' | 'await' | 'await-acknowledgement' | 'give'; readonly notice: 'signed' | 'in-force'; readonly member: string | null })[] } | null }

export type GivenAcknowledgement = { readonly release: string; readonly member: string; readonly person: string; readonly at: string }

export type Health = { readonly status: 'ok' }

export type History = { readonly steps: readonly (HistoryStep)[] }

export type HistoryStep = { readonly kind: 'registered' | 'prepared' | 'released' | 'not-approved' | 'sent' | 'receipted' | 'refused' | 'receipt-overdue' | 'received' | 'acknowledged'; readonly at: string; readonly release: string | null; readonly member: string | null; readonly person: string | null; readonly copy: number | null; readonly code: string | null; readonly approvals: number | null; readonly reason: string | null }

export type IntendedRelease = { readonly pact: string; readonly recipients: readonly (string)[]; readonly purposes: readonly (string)[]; readonly notAfter: string; readonly labelXml: string; readonly case: string | null }

export type LedgerHead = { readonly size: number; readonly signed: string; readonly cosigned: string | null; readonly key: string; readonly witnesses: readonly ({ readonly member: string; readonly key: string })[]; readonly followed: readonly ({ readonly member: string; readonly key: string; readonly signed: string | null })[] }

export type Member = { readonly member: string; readonly person: string; readonly facility: string; readonly roles: readonly (string)[]; readonly operator: boolean; readonly pacts: readonly ({ readonly id: string; readonly version: number; readonly name: { readonly en: string; readonly ja: string }; readonly state: 'agreed' | 'signed' | 'in-force' | 'suspended' | 'terminated' })[] }

export type PactView = { readonly id: string; readonly version: number; readonly previous: string | null; readonly name: { readonly en: string; readonly ja: string }; readonly illustrative: boolean; readonly state: string; readonly receiptSeconds: number; readonly members: readonly ({ readonly id: string; readonly country: string | null; readonly name: { readonly en: string; readonly ja: string }; readonly appointingKey: string })[]; readonly regimes: readonly ({ readonly regime: string; readonly member: string; readonly name: { readonly en: string; readonly ja: string }; readonly levels: readonly ({ readonly level: string; readonly name: { readonly en: string; readonly ja: string }; readonly classified: boolean })[] })[]; readonly equivalence: readonly ({ readonly from: { readonly regime: string; readonly level: string }; readonly member: string; readonly to: { readonly regime: string; readonly level: string } | null; readonly reason: { readonly en: string; readonly ja: string } | null })[]; readonly handling: readonly ({ readonly regime: string; readonly level: string; readonly custody: string; readonly approvals: number; readonly suites: readonly (string)[] })[]; readonly authorities: readonly ({ readonly member: string; readonly role: string; readonly title: { readonly en: string; readonly ja: string }; readonly levels: readonly ({ readonly regime: string; readonly level: string })[] })[]; readonly purposes: readonly ({ readonly id: string; readonly name: { readonly en: string; readonly ja: string } })[]; readonly clauses: readonly ({ readonly article: string; readonly title: { readonly en: string; readonly ja: string }; readonly text: { readonly en: string; readonly ja: string }; readonly parameters: readonly ({ readonly name: string; readonly value: string })[]; readonly rules: readonly ({ readonly id: string; readonly on: boolean; readonly acted: boolean; readonly refused: number | null })[] })[]; readonly notices: readonly ({ readonly id: string; readonly member: string; readonly number: number; readonly at: string; readonly kind: string; readonly from: string | null })[] }

export type Pacts = { readonly at: string; readonly items: readonly (PactView)[] }

export type PasskeyAnswer = { readonly credential: string; readonly clientData: string; readonly authenticatorData: string; readonly signature: string }

export type PayloadState = { readonly segments: number; readonly present: number; readonly size: number; readonly complete: boolean }

export type PeerState = { readonly peer: string; readonly url: string | null; readonly heardAt: string | null; readonly answeredAt: string | null; readonly failingSince: string | null; readonly code: string | null; readonly cosignedAt: string | null; readonly clockAhead: number | null; readonly queue: { readonly waiting: number; readonly oldestAt: string | null; readonly attempts: number; readonly nextAt: string | null; readonly code: string | null }; readonly sequence: { readonly sent: number; readonly answered: number; readonly received: number; readonly appointments: number; readonly witnessed: number }; readonly receipts: { readonly overdue: number; readonly refused: number; readonly owed: number; readonly overdueSince: string | null } }

export type PeoplePage = { readonly at: string; readonly items: readonly (Post)[]; readonly next?: string | undefined }

export type Person = { readonly at: string; readonly person: string; readonly post: { readonly person: string; readonly nationality: string; readonly organ: string; readonly offices: readonly (string)[]; readonly from: string; readonly until: string; readonly grant: string; readonly issuer: string } | null; readonly clearances: readonly ({ readonly regime: string; readonly level: string; readonly organ: string; readonly from: string; readonly until: string; readonly grant: string; readonly issuer: string })[]; readonly facilities: readonly ({ readonly facility: string; readonly from: string; readonly until: string; readonly grant: string; readonly issuer: string })[]; readonly needs: readonly ({ readonly scope: { readonly kind: 'document'; readonly document: string } | { readonly kind: 'case'; readonly case: string }; readonly purposes: readonly (string)[]; readonly from: string; readonly until: string; readonly grant: string; readonly issuer: string })[] }

export type PolicyCategory = { readonly name: string; readonly lacv: string; readonly tag: number; readonly order: number; readonly obsolete: boolean; readonly validity: { readonly notBefore: string | null; readonly notAfter: string | null }; readonly markings: PolicyMarkings; readonly requiredClass: string | null; readonly excludedClasses: readonly (string)[]; readonly requirements: readonly (PolicyRequirement)[]; readonly excludedCategories: readonly ({ readonly tagSet: string; readonly type: 'enumerated-permissive' | 'enumerated-restrictive' | 'informative' | 'permissive' | 'restrictive'; readonly lacv: string | null })[]; readonly equivalents: readonly ({ readonly policy: string; readonly applied: 'both' | 'decrypt' | 'encrypt'; readonly category: { readonly tagSetId: string; readonly type: 'enumerated-permissive' | 'enumerated-restrictive' | 'informative' | 'permissive' | 'restrictive'; readonly lacv: string } | null })[] }

export type PolicyClassification = { readonly name: string; readonly lacv: string; readonly hierarchy: number; readonly colour: string | null; readonly obsolete: boolean; readonly markings: PolicyMarkings; readonly requirements: readonly (PolicyRequirement)[]; readonly equivalents: readonly ({ readonly policy: string; readonly requirements: readonly (PolicyRequirement)[]; readonly lacv: string; readonly applied: 'both' | 'decrypt' | 'encrypt' })[] }

export type PolicyData = { readonly name: string; readonly names: readonly (string)[]; readonly id: string; readonly uris: readonly (string)[]; readonly version: string; readonly validity: { readonly notBefore: string | null; readonly notAfter: string | null }; readonly classifications: readonly (PolicyClassification)[]; readonly tagSets: readonly ({ readonly name: string; readonly id: string; readonly tags: readonly (PolicyTag)[]; readonly categories: readonly (PolicyCategory)[]; readonly equivalents: readonly ({ readonly policy: string; readonly requirements: readonly (PolicyRequirement)[] })[] })[]; readonly privacyMarks: readonly ({ readonly name: string; readonly obsolete: boolean; readonly markings: PolicyMarkings })[] | null; readonly equivalentPolicies: readonly ({ readonly name: string; readonly id: string; readonly requirements: readonly (PolicyRequirement)[] })[]; readonly markings: PolicyMarkings } | null

export type PolicyMarkings = { readonly phrases: readonly ({ readonly language: string; readonly text: string | null; readonly positions: readonly ('documentEnd' | 'documentStart' | 'firstLineOfText' | 'inputTitle' | 'lastLineOfText' | 'pageBottom' | 'pageTop' | 'portionMarking' | 'subject' | 'waterMark' | 'xHeader')[]; readonly effects: readonly ('noNameDisplay' | 'replacePolicy' | 'suppressClassName')[] })[]; readonly qualifiers: readonly ({ readonly language: string; readonly code: 'prefix' | 'separator' | 'suffix'; readonly text: string; readonly positions: readonly ('documentEnd' | 'documentStart' | 'firstLineOfText' | 'inputTitle' | 'lastLineOfText' | 'pageBottom' | 'pageTop' | 'portionMarking' | 'subject' | 'waterMark' | 'xHeader')[] | null })[] }

export type PolicyRequirement = { readonly operation: 'all' | 'oneOrMore' | 'onlyOne'; readonly members: readonly ({ readonly tagSet: string; readonly type: 'enumerated-permissive' | 'enumerated-restrictive' | 'informative' | 'permissive' | 'restrictive'; readonly lacv: string | null })[] }

export type PolicyTag = { readonly name: string; readonly type: 'enumerated-permissive' | 'enumerated-restrictive' | 'informative' | 'permissive' | 'restrictive'; readonly selection: { readonly least: number; readonly most: number | null }; readonly markings: PolicyMarkings }

export type Post = { readonly person: string; readonly nationality: string; readonly organ: string; readonly offices: readonly (string)[]; readonly from: string; readonly until: string; readonly grant: string; readonly issuer: string }

export type PreparedAcknowledgement = { readonly statement: unknown; readonly release: unknown; readonly suites: readonly ('jws-hybrid' | 'webauthn')[]; readonly given: string | null }

export type PreparedRelease = { readonly release: string; readonly statement: Statement; readonly policy: string }

export type PrintPermit = { readonly articles: readonly (string)[] }

export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly code: string; readonly request: string; readonly faults?: readonly ({ readonly pointer: string; readonly fault: string })[] | undefined; readonly reasons?: readonly ({ readonly code: string; readonly article: string | null; readonly title: string; readonly because?: { readonly en: string; readonly ja: string } | undefined })[] | undefined }

export type ProviderAnswer = { readonly answer: string }

export type ProviderRequest = { readonly url: string; readonly seconds: number }

export type Queue = { readonly peer: string; readonly waiting: number; readonly attempts: number; readonly nextAt: string | null; readonly lastError: string | null }

export type QueuePage = { readonly items: readonly (Queue)[]; readonly next?: string | undefined }

export type QueuedDelivery = { readonly state: 'queued' }

export type ReadableDocument = { readonly document: string; readonly release: string | null; readonly originator: string; readonly regime: string; readonly level: string; readonly facilities: readonly (string)[]; readonly purposes: readonly (string)[] }

export type ReadableDocumentPage = { readonly at: string; readonly items: readonly (ReadableDocument)[]; readonly next?: string | undefined }

export type RecordedEvent = { readonly index: number; readonly at: string; readonly kind: string; readonly name: { readonly en: string; readonly ja: string }; readonly article: string | null; readonly sees: 'self' | 'parties' | 'anyone'; readonly event: Readonly<Record<string, unknown>> | null }

export type RefusedRelease = { readonly state: 'withdrawn' }

export type RegisterCount = { readonly count: number; readonly more: boolean }

export type RegisterLine = { readonly document: string; readonly originator: string; readonly direction: 'own' | 'received'; readonly state: string; readonly title: string; readonly regime: string; readonly level: string; readonly mediaType: string; readonly size: number; readonly payload: string; readonly release: string | null; readonly copy: number | null; readonly receipt: 'overdue' | 'owed' | 'taken' | null; readonly marking: { readonly en: string; readonly ja: string }; readonly designation: DesignationEntry; readonly createdAt: string }

export type RegisterOfFacilityPage = { readonly at: string; readonly items: readonly (AuthorisedIndividual)[]; readonly next?: string | undefined }

export type RegisterPage = { readonly items: readonly (RegisterLine)[]; readonly next?: string | undefined }

export type Release = { readonly release: string; readonly document: string; readonly state: string; readonly statement: Statement; readonly policy: string; readonly deliveries: readonly ({ readonly recipient: string; readonly copy: number; readonly state: string; readonly dueAt: string; readonly code: string | null })[] }

export type ReleaseRefusal = { readonly reason: string }

export type ReleaseWish = { readonly pact: string; readonly recipients: readonly (string)[]; readonly purposes: readonly (string)[]; readonly notAfter: string }

export type Requester = { readonly person: string; readonly facility: string; readonly device: string }

export type SegmentList = readonly ({ readonly hash: string; readonly bytes: number })[]

export type Session = { readonly accessToken: string; readonly tokenType: 'DPoP'; readonly expiresIn: number; readonly person: string; readonly facility: string; readonly device: string }

export type SignedAcknowledgement = { readonly statement: Statement }

export type SignedConsent = { readonly statement: Statement }

export type SignedLabel = { readonly label: Statement }

export type SignedStatement = { readonly kind: 'appointment' | 'grant' | 'notice'; readonly statement: Statement }

export type SourceLine = { readonly line: unknown; readonly originator: string; readonly use: 'extract' | 'translate'; readonly statement: string | null }

export type SourceWish = { readonly document: string; readonly use: 'extract' | 'translate'; readonly purpose: string; readonly translation: { readonly language: 'en' | 'ja'; readonly statement: string } | null }

export type Sources = { readonly sources: readonly (SourceLine)[]; readonly derivatives: readonly (RegisterLine)[] }

export type Statement = { readonly payload: string; readonly acts: readonly (unknown)[] }

export type StatementIds = { readonly ids: readonly (string)[] }

export type StatementPage = { readonly items: readonly (Statement)[]; readonly next?: string | undefined }

export type SystemState = { readonly at: string; readonly member: string; readonly alarms: readonly (Alarm)[]; readonly versions: { readonly node: string; readonly sqlite: string; readonly store: string }; readonly against: readonly ({ readonly check: string; readonly code: string })[]; readonly kas: { readonly apart: boolean; readonly url: string | null }; readonly ledger: { readonly origin: string; readonly entries: number; readonly signed: number; readonly cosigned: number; readonly uncosignedSince: string | null }; readonly peers: readonly (PeerState)[]; readonly keys: readonly (AppointedKey)[]; readonly storage: { readonly freeBytes: number; readonly totalBytes: number; readonly storeBytes: number; readonly payloads: number; readonly payloadBytes: number }; readonly backup: { readonly at: string; readonly entries: number } | null; readonly backupUnreadable: boolean; readonly undelivered: { readonly count: number; readonly since: string } | null; readonly conflicts: readonly ({ readonly peer: string; readonly at: string })[] }

export type SystemTraffic = { readonly since: string; readonly from: number; readonly until: number; readonly series: readonly ({ readonly kind: 'listener' | 'peer'; readonly name: string; readonly minute: readonly (number)[]; readonly count: readonly (number)[]; readonly failed: readonly (number)[]; readonly mean: readonly (number)[]; readonly slowest: readonly (number)[] })[] }

export type Task = { readonly kind: 'approve'; readonly document: string; readonly release: string; readonly since: string; readonly line: RegisterLine } | { readonly kind: 'acknowledge'; readonly document: string; readonly release: string; readonly member: string; readonly since: string; readonly line: RegisterLine } | { readonly kind: 'receipt-overdue'; readonly document: string; readonly release: string; readonly member: string; readonly since: string; readonly line: RegisterLine } | { readonly kind: 'expiry-notice'; readonly document: string; readonly designation: string; readonly number: string; readonly to: ExpiryHolder; readonly article: { readonly en: string; readonly ja: string }; readonly text: { readonly en: string; readonly ja: string }; readonly since: string } | { readonly kind: 'release-refused'; readonly document: string; readonly release: string; readonly officer: string; readonly reason: string; readonly since: string; readonly line: RegisterLine } | { readonly kind: 'draft-unsent'; readonly document: string; readonly since: string; readonly line: RegisterLine } | { readonly kind: 'consent'; readonly document: string; readonly consent: string; readonly member: string; readonly act: string; readonly since: string; readonly line: RegisterLine } | { readonly kind: 'clearance-ends'; readonly person: string; readonly regime: string; readonly level: string; readonly until: string }

export type Tasks = { readonly at: string; readonly items: readonly (Task)[] }

export type TypedPassword = { readonly subject: string; readonly password: string }

export type WaysIn = { readonly provider: { readonly en: string; readonly ja: string } | null; readonly password: boolean }

export type WebSession = { readonly cookie: string; readonly person: string; readonly facility: string; readonly device: string; readonly idleSeconds: number; readonly endsAt: string }

export interface Api {
  readonly 'DELETE /api/documents/{document}': { readonly path: { readonly document: string }; readonly answer: undefined }
  readonly 'DELETE /api/sessions/current': { readonly answer: undefined }
  readonly 'GET /api/consents': { readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined }; readonly answer: ConsentPage }
  readonly 'GET /api/consents/{consent}': { readonly path: { readonly consent: string }; readonly answer: Consent }
  readonly 'GET /api/documents': { readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly text?: string | undefined; readonly regime?: string | undefined; readonly level?: string | undefined; readonly originator?: string | undefined; readonly holder?: string | undefined; readonly state?: 'draft' | 'prepared' | 'released' | 'received' | 'overdue' | undefined }; readonly answer: RegisterPage }
  readonly 'GET /api/documents/{document}': { readonly path: { readonly document: string }; readonly answer: RegisterLine }
  readonly 'GET /api/documents/{document}/acknowledgement': { readonly path: { readonly document: string }; readonly answer: PreparedAcknowledgement }
  readonly 'GET /api/documents/{document}/copies': { readonly path: { readonly document: string }; readonly answer: CopyPlaces }
  readonly 'GET /api/documents/{document}/history': { readonly path: { readonly document: string }; readonly answer: History }
  readonly 'GET /api/documents/{document}/sources': { readonly path: { readonly document: string }; readonly answer: Sources }
  readonly 'GET /api/drafting': { readonly answer: Drafting }
  readonly 'GET /api/expiries': { readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined }; readonly answer: ExpiryPage }
  readonly 'GET /api/facilities': { readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly at?: string | undefined }; readonly answer: FacilityPage }
  readonly 'GET /api/facilities/{facility}/register': { readonly path: { readonly facility: string }; readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly at?: string | undefined }; readonly answer: RegisterOfFacilityPage }
  readonly 'GET /api/first-steps': { readonly answer: FirstSteps }
  readonly 'GET /api/ledger/events': { readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly kind?: 'member-founded' | 'pact-adopted' | 'appointment-made' | 'appointments-received' | 'notice-issued' | 'notice-received' | 'grant-made' | 'draft-created' | 'draft-discarded' | 'derived' | 'release-prepared' | 'approved' | 'approval-refused' | 'release-refused' | 'released' | 'delivered' | 'received' | 'delivery-refused' | 'receipt-issued' | 'receipt-received' | 'receipt-overdue' | 'acknowledged' | 'acknowledgement-refused' | 'acknowledgement-received' | 'consent-asked' | 'consent-request-received' | 'consent-issued' | 'consent-received' | 'consent-refused' | 'consent-refusal-received' | 'key-granted' | 'share-granted' | 'key-denied' | 'emergency-used' | 'opened' | 'printed' | 'print-refused' | 'recalled' | 'destroyed' | 'register-exported' | 'event-disclosed' | 'designation-expired' | 'expiry-notified' | 'signed-in' | 'sign-in-refused' | 'message-refused' | 'message-conflict' | 'witness-cosigned' | 'backup-made' | 'restored' | undefined; readonly audience?: 'self' | 'parties' | 'anyone' | undefined }; readonly answer: EventPage }
  readonly 'GET /api/ledger/head': { readonly answer: LedgerHead }
  readonly 'GET /api/member': { readonly answer: Member }
  readonly 'GET /api/pacts': { readonly answer: Pacts }
  readonly 'GET /api/people': { readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly at?: string | undefined }; readonly answer: PeoplePage }
  readonly 'GET /api/people/{person}': { readonly path: { readonly person: string }; readonly query?: { readonly at?: string | undefined; readonly organ?: string | undefined }; readonly answer: Person }
  readonly 'GET /api/people/{person}/access': { readonly path: { readonly person: string }; readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly at?: string | undefined; readonly organ?: string | undefined }; readonly answer: ReadableDocumentPage }
  readonly 'GET /api/queue': { readonly query?: { readonly limit?: number | undefined; readonly cursor?: string | undefined }; readonly answer: QueuePage }
  readonly 'GET /api/register/count': { readonly query?: { readonly text?: string | undefined; readonly regime?: string | undefined; readonly level?: string | undefined; readonly originator?: string | undefined; readonly holder?: string | undefined; readonly state?: 'draft' | 'prepared' | 'released' | 'received' | 'overdue' | undefined }; readonly answer: RegisterCount }
  readonly 'GET /api/releases/{release}': { readonly path: { readonly release: string }; readonly answer: Release }
  readonly 'GET /api/sessions/current': { readonly answer: Requester }
  readonly 'GET /api/statements': { readonly query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly kind: 'appointment' | 'grant' | 'notice' | 'pact'; readonly member?: string | undefined }; readonly answer: StatementPage }
  readonly 'GET /api/system': { readonly answer: SystemState }
  readonly 'GET /api/system/traffic': { readonly query?: { readonly minutes?: number | undefined }; readonly answer: SystemTraffic }
  readonly 'GET /api/tasks': { readonly answer: Tasks }
  readonly 'GET /api/ways-in': { readonly answer: WaysIn }
  readonly 'GET /healthz': { readonly answer: Health }
  readonly 'GET /openapi.json': { readonly answer: Description }
  readonly 'POST /api/consents': { readonly body: SignedConsent; readonly answer: AnsweredConsent }
  readonly 'POST /api/consents/{consent}/refusal': { readonly path: { readonly consent: string }; readonly answer: AnsweredConsent }
  readonly 'POST /api/documents': { readonly body: Draft; readonly answer: SignedLabel }
  readonly 'POST /api/documents/{document}/acknowledgements': { readonly path: { readonly document: string }; readonly body: SignedAcknowledgement; readonly answer: Acknowledged }
  readonly 'POST /api/documents/{document}/consents': { readonly path: { readonly document: string }; readonly body: ConsentWish; readonly answer: AnsweredConsent }
  readonly 'POST /api/documents/{document}/expiry-notices': { readonly path: { readonly document: string }; readonly body: ExpiryNotice; readonly answer: undefined }
  readonly 'POST /api/documents/{document}/prints': { readonly path: { readonly document: string }; readonly body: { readonly purpose: string }; readonly answer: PrintPermit }
  readonly 'POST /api/documents/{document}/releases': { readonly path: { readonly document: string }; readonly body: ReleaseWish; readonly answer: PreparedRelease }
  readonly 'POST /api/passkeys/challenges': { readonly answer: Challenge }
  readonly 'POST /api/passkeys/sessions': { readonly body: PasskeyAnswer; readonly answer: WebSession }
  readonly 'POST /api/passwords/sessions': { readonly body: TypedPassword; readonly answer: WebSession }
  readonly 'POST /api/provider/requests': { readonly answer: ProviderRequest }
  readonly 'POST /api/provider/sessions': { readonly body: ProviderAnswer; readonly answer: WebSession }
  readonly 'POST /api/release-checks': { readonly body: IntendedRelease; readonly answer: undefined }
  readonly 'POST /api/releases/{release}/approvals': { readonly path: { readonly release: string }; readonly body: ApprovalAct; readonly answer: Approval }
  readonly 'POST /api/releases/{release}/deliveries/{recipient}': { readonly path: { readonly release: string; readonly recipient: string }; readonly answer: QueuedDelivery }
  readonly 'POST /api/releases/{release}/refusals': { readonly path: { readonly release: string }; readonly body: ReleaseRefusal; readonly answer: RefusedRelease }
  readonly 'POST /api/sessions': { readonly answer: Session }
  readonly 'POST /api/statements': { readonly body: SignedStatement; readonly answer: StatementIds }
  readonly 'PUT /api/documents/{document}/manifest': { readonly path: { readonly document: string }; readonly answer: DraftState }
  readonly 'PUT /api/payloads/{payload}': { readonly path: { readonly payload: string }; readonly body: SegmentList; readonly answer: PayloadState }
  readonly 'PUT /api/payloads/{payload}/segments/{from}': { readonly path: { readonly payload: string; readonly from: number | null }; readonly answer: PayloadState }
}

