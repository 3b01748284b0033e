// Every text that a person reads, in English. Plain, short, true, with a verb. `{name}` is a slot; a message
// with plural forms is an object by CLDR category. Read by the build and by types; pages get `_locales`.

export const en = {
  language: 'en',

  // What the browser and its stores show
  extensionName: 'REE Ticker – new tab and headlines of Rare Earth Exchanges',
  extensionShortName: 'REE Ticker',
  extensionDescription:
    'Rare earth headlines in toolbar and new tab, with an honest unread count. Independent of Rare Earth Exchanges.',

  // Toolbar badge, on hover
  badgeNone: 'REE Ticker: nothing unread',
  badgeUnread: { one: 'REE Ticker: {count} unread story', other: 'REE Ticker: {count} unread stories' },
  badgeDenied: 'REE Ticker has no access to the site. Open it to allow rareearthexchanges.com.',
  badgeStorage: 'REE Ticker can’t read its storage. Open it to see what to do.',
  badgeStorageFull: 'REE Ticker has no room to keep new stories. Open it to see what to do.',

  // Heads of pages
  productName: 'REE Ticker',
  siteName: 'Rare Earth Exchanges',
  openSite: 'Open the site',
  unreadStories: { one: '{count} unread', other: '{count} unread' },
  nothingUnread: 'All read',
  counts: '{unread}. {new}.',
  newStories: { one: '{count} new since you last looked', other: '{count} new since you last looked' },
  newAtLeast: '{count}+ new since you last looked',
  nothingNew: 'Nothing new since you last looked',
  loading: 'Opening your stories.',
  demonstration: 'Demonstration',
  demonstrationNote: 'Invented stories from this computer, not from the site',
  independent: 'Independent, not affiliated with Rare Earth Exchanges',

  // The list
  stories: 'Stories',
  today: 'Today',
  yesterday: 'Yesterday',
  storyCount: { one: '{count} story', other: '{count} stories' },
  untitled: 'Untitled story',
  stateNew: 'New',
  stateRead: 'Read',
  byAuthor: 'by {author}',
  comments: { one: '{count} comment', other: '{count} comments' },
  moreStories: 'Show older stories',
  noMoreStories: 'This is the oldest story kept here.',

  spectrum: {
    one: 'The last 24 hours: {count} story, as a line at its hour',
    other: 'The last 24 hours: {count} stories, each a line at its hour',
  },
  now: 'now',
  justNow: 'just now',

  // Actions
  markRead: 'Mark read',
  markUnread: 'Mark unread',
  markOlderRead: 'Mark this and older read',
  markAllRead: { one: 'Mark {count} read', other: 'Mark {count} read' },
  nothingToMark: 'Nothing to mark read',
  showHighlights: 'Highlights',
  refresh: 'Check now',
  openDashboard: 'Open the front page',
  details: 'Details',

  olderShown: { one: '{count} older story shown.', other: '{count} older stories shown.' },

  // Undo bar
  lastMarking: 'Last marking',
  undo: 'Undo',
  dismiss: 'Dismiss',
  didRead: 'Marked read.',
  didUnread: 'Marked unread.',
  didAll: { one: '{count} story marked read.', other: '{count} stories marked read.' },
  didOlder: {
    one: '{count} story marked read, this and older.',
    other: '{count} stories marked read, this and older.',
  },
  undone: 'Undone.',

  // Status line: what happened, then what comes next
  statusNever: 'Asking the site for its first stories.',
  statusChecking: 'Asking the site now.',
  statusOk: 'Checked {ago}.',
  statusPartial: 'The site’s answer broke off {ago}. The whole stories in it are here.',
  statusStale: 'Last checked {ago}.',
  statusOffline: 'Offline. Last checked {ago}.',
  statusOfflineNever: 'Offline. The site was not asked yet.',
  statusNoAnswer: 'The site could not be reached {ago}.',
  statusTooSlow: 'The site took too long {ago}.',
  statusTooLarge: 'The site’s answer was too large to be its feed.',
  statusElsewhere: 'The site’s feed leads to an address that is not followed.',
  statusRefused: 'The site answered {status} {ago}.',
  statusBlocked: 'The site answered with a page that is not its feed.',
  statusNoFeed: 'No feed with stories was found on the site.',
  statusDenied: 'No access to the site.',
  statusStorage: 'The browser’s storage does not answer.',
  nextAt: 'Next at {time}.',
  nextNow: 'Next any moment.',
  tryingAgainAt: 'Trying again at {time}.',
  tryingAgainNow: 'Trying again any moment.',
  whenOnline: 'It is asked again once you are online.',

  // Status details
  detailsTitle: 'How the site is asked',
  detailFeed: 'Feed',
  detailFeedUnknown: 'Not found yet',
  detailChannel: 'Channel',
  detailLastSuccess: 'Last good answer',
  detailLastAttempt: 'Last asked',
  detailNext: 'Next',
  detailNever: 'Never',
  detailAnswer: 'Answer',
  answerUnchanged: 'Nothing changed',
  answerArrived: { one: '{count} story arrived', other: '{count} stories arrived' },
  detailVersion: 'Version',

  // Notices: what happened, what is safe, the way out
  deniedTitle: 'The browser does not let REE Ticker reach the site.',
  deniedBody: 'It needs one address, rareearthexchanges.com, to ask for new stories. It asks no other.',
  storedStays: 'What is stored here stays readable.',
  grant: 'Allow rareearthexchanges.com',
  grantRefused:
    'The browser said no. You can allow it later, here or in the browser’s settings for extensions.',
  storageTitle: 'The browser’s storage does not answer.',
  storageNewerTitle: 'These stories belong to a newer version of REE Ticker.',
  storageFullTitle: 'There is no room left to keep new stories.',
  storageBody:
    'What you marked and saved is kept a second time, outside it. New headlines still come, but what you mark now can’t be kept. Restarting the browser often helps.',
  storageNewer: 'This version leaves them untouched: update it to read them.',
  storageFull:
    'What you have is kept. REE Ticker let go of the texts of old stories that you had read, and it was not enough. Free some space on the disk, then try again.',
  storageInView: 'The stories below stay readable.',
  rebuild: 'Rebuild',
  rebuildOffer:
    'If that does not help, rebuild: a new database gets what you marked and saved, and the stories come from the site again.',
  rebuilding: 'Rebuilding. This takes a few seconds.',
  rebuildBlocked:
    'Another page of REE Ticker holds the old database. Close its other tabs, then press Rebuild again.',
  rebuildFailed:
    'The browser could not make a new database. Nothing was lost by trying. Restart the browser, then press Rebuild again.',
  restoredTitle: 'The browser had lost the storage of REE Ticker. It is set up again.',
  restoredWhen: 'Noticed on {time}.',
  restoredRead: { one: '{count} read mark is back.', other: '{count} read marks are back.' },
  restoredSaved: {
    one: '{count} saved story is back, with its text.',
    other: '{count} saved stories are back, with their texts.',
  },
  restoredFilling: 'The other stories are being fetched from the site again.',
  updateTitle: 'A newer version of REE Ticker is ready.',
  updateBody: 'It starts when you reload. What you marked and saved is kept.',
  endedTitle: 'This page is of a REE Ticker that has ended.',
  endedBody: 'Reload it to go on reading.',
  reload: 'Reload',
  tryAgain: 'Try again',
  blockedTitle: 'The site answered with a page that is not its feed.',
  blockedBody: 'It may be checking for robots, or be under maintenance. REE Ticker asks again by itself.',
  noFeedTitle: 'No feed with stories was found.',
  noFeedBody: 'REE Ticker asked every address that may carry them. It will look again by itself.',
  firstRunTitle: 'Fetching the first headlines',
  firstRunBody:
    'This takes a few seconds. The number on the toolbar button is how many stories you have not read.',
  lanthanumSymbol: 'La',
  lanthanum: 'lanthanum',
  emptyTitle: 'No stories yet',
  emptyOffline: 'You are offline. The headlines come by themselves once you are back.',
  emptyFailing: 'The site could not be asked. The headlines come by themselves once it answers.',
  emptyBrokeOff:
    'The site’s answer broke off before the first story. The headlines come by themselves once it is whole.',
  emptyAnswered: 'The site’s feed holds no story right now.',
  emptyName: 'Lanthanum is named after the Greek for “to lie hidden”.',
} as const satisfies Record<string, import('./locales.ts').Entry>;
