import type { ComponentChildren } from 'preact';
import type { Headlines } from '../lib/page/headlines.ts';
import type { LateProps, PageActs } from '../lib/page/page-props.ts';
import { statusOf } from '../lib/page/status.ts';
import { SITE } from '../lib/site.ts';
import type { RestoredRecord } from '../lib/store/schema.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';

/** What stands in the way, then what came back, then another version. */
export function Notices({ headlines, acts, time }: LateProps) {
  const { restored, update, isFilling } = headlines;
  return (
    <>
      <Notice headlines={headlines} acts={acts} />
      {restored && (
        <Restored record={restored} isFilling={isFilling} time={time} dismiss={acts.dismissRestored} />
      )}
      {update && <Update isReady={update === 'ready'} reload={acts.reload} />}
    </>
  );
}

/** What stands in the way, what is safe, and the way out; nothing while all is well or passes by itself. */
function Notice({ headlines, acts }: { headlines: Headlines; acts: PageActs }) {
  // While the site is asked again the notice stays: what it says still holds.
  const kind = statusOf({ ...headlines, isPolling: false }, headlines.now);
  if (kind === 'denied') return <Denied headlines={headlines} grant={acts.grantAccess} />;
  if (kind === 'storage') return <StorageFailed headlines={headlines} acts={acts} />;
  const stored = headlines.stories.length > 0 ? say('storedStays') : '';
  if (kind === 'blocked') {
    return (
      <Trouble
        kind={kind}
        retry={acts.poll}
        title={say('blockedTitle')}
        body={`${say('blockedBody')} ${stored}`}
      />
    );
  }
  if (headlines.poll?.outcome?.kind === 'no-feed' && kind === 'failing') {
    return (
      <Trouble
        kind={kind}
        retry={acts.poll}
        title={say('noFeedTitle')}
        body={`${say('noFeedBody')} ${stored}`}
      />
    );
  }
  return null;
}

function Denied({ headlines, grant }: { headlines: Headlines; grant: () => void }) {
  return (
    <section class="notice" data-notice="denied" aria-label={say('deniedTitle')}>
      <h2>{say('deniedTitle')}</h2>
      <p>
        {say('deniedBody')} {headlines.stories.length > 0 && say('storedStays')}
      </p>
      {headlines.accessRefused && <p>{say('grantRefused')}</p>}
      <div class="acts">
        <button type="button" class="button main" data-action="grant" onClick={grant}>
          {say('grant')}
        </button>
      </div>
    </section>
  );
}

function StorageFailed({ headlines, acts }: { headlines: Headlines; acts: PageActs }) {
  const { fault, rebuilding, stories } = headlines;
  const title = storageTitle(fault);
  const isUnreadable = fault === 'failed' || fault === 'silent';
  return (
    <section class="notice" data-notice="storage" aria-label={title}>
      <h2>{title}</h2>
      <p>
        {storageBody(fault)} {stories.length > 0 && say('storageInView')}
      </p>
      {isUnreadable && <p>{rebuildWords(rebuilding)}</p>}
      <Ways retry={acts.poll}>
        {isUnreadable && (
          <button
            type="button"
            class="button"
            data-action="rebuild"
            aria-disabled={rebuilding === 'running'}
            onClick={() => rebuilding !== 'running' && acts.rebuild()}
          >
            {say('rebuild')}
          </button>
        )}
      </Ways>
    </section>
  );
}

function storageTitle(fault: Headlines['fault']): string {
  if (fault === 'newer') return say('storageNewerTitle');
  return say(fault === 'full' ? 'storageFullTitle' : 'storageTitle');
}

function storageBody(fault: Headlines['fault']): string {
  if (fault === 'newer') return say('storageNewer');
  return say(fault === 'full' ? 'storageFull' : 'storageBody');
}

function rebuildWords(rebuilding: Headlines['rebuilding']): string {
  if (rebuilding === 'running') return say('rebuilding');
  if (rebuilding === 'blocked') return say('rebuildBlocked');
  return say(rebuilding === 'failed' ? 'rebuildFailed' : 'rebuildOffer');
}

interface RestoredProps {
  record: RestoredRecord;
  isFilling: boolean;
  time: TimeWords;
  dismiss: () => void;
}

/** That the storage was lost, and what is back; until the reader puts it away. */
function Restored({ record: { at, read, saved }, isFilling, time, dismiss }: RestoredProps) {
  const title = say('restoredTitle');
  return (
    <section class="notice" data-notice="restored" aria-label={title}>
      <h2>{title}</h2>
      <p>
        {say('restoredWhen', { time: time.exact(at) })} {read > 0 && say('restoredRead', { count: read })}{' '}
        {saved > 0 && say('restoredSaved', { count: saved })} {isFilling && say('restoredFilling')}
      </p>
      <div class="acts">
        <button type="button" class="button" data-action="dismiss-restored" onClick={dismiss}>
          {say('dismiss')}
        </button>
      </div>
    </section>
  );
}

/** Another version is ready, or this page's has ended. */
function Update({ isReady, reload }: { isReady: boolean; reload: () => void }) {
  const title = say(isReady ? 'updateTitle' : 'endedTitle');
  return (
    <section class="notice" data-notice="update" aria-label={title}>
      <h2>{title}</h2>
      <p>{say(isReady ? 'updateBody' : 'endedBody')}</p>
      <div class="acts">
        <button type="button" class="button" data-action="reload" onClick={reload}>
          {say('reload')}
        </button>
      </div>
    </section>
  );
}

function Trouble({
  kind,
  title,
  body,
  retry,
}: {
  kind: string;
  title: string;
  body: string;
  retry: () => void;
}) {
  return (
    <section class="notice" data-notice={kind} aria-label={title}>
      <h2>{title}</h2>
      <p>{body}</p>
      <Ways retry={retry} />
    </section>
  );
}

function Ways({ retry, children }: { retry: () => void; children?: ComponentChildren }) {
  return (
    <div class="acts">
      <button type="button" class="button main" data-action="retry" onClick={retry}>
        {say('tryAgain')}
      </button>
      {children}
      <a class="link" href={SITE.home} target="_blank" rel="noreferrer">
        {say('openSite')}
      </a>
    </div>
  );
}
