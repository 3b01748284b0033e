import type { Headlines } from '../lib/page/headlines.ts';
import type { PageActs } from '../lib/page/page-props.ts';
import { statusOf } from '../lib/page/status.ts';
import { SITE } from '../lib/site.ts';
import { say } from '../lib/words/say.ts';

/** What stands in the way, what is safe, and the way out; nothing while all is well or passes by itself. */
export function Notice({ headlines, acts }: { headlines: Headlines; acts: PageActs }) {
  // While the site is asked again the notice stays: what it says still holds.
  const kind = statusOf({ ...headlines, isPolling: false }, headlines.now);
  if (kind === 'denied') return <Denied headlines={headlines} grant={acts.grantAccess} />;
  if (kind === 'storage') return <StorageFailed headlines={headlines} retry={acts.poll} />;
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

function StorageFailed({ headlines, retry }: { headlines: Headlines; retry: () => void }) {
  const isNewer = headlines.fault === 'newer';
  const title = say(isNewer ? 'storageNewerTitle' : 'storageTitle');
  return (
    <section class="notice" data-notice="storage" aria-label={title}>
      <h2>{title}</h2>
      <p>
        {say(isNewer ? 'storageNewer' : 'storageBody')} {headlines.stories.length > 0 && say('storageInView')}
      </p>
      <Ways retry={retry} />
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

function Ways({ retry }: { retry: () => void }) {
  return (
    <div class="acts">
      <button type="button" class="button main" data-action="retry" onClick={retry}>
        {say('tryAgain')}
      </button>
      <a class="link" href={SITE.home} target="_blank" rel="noreferrer">
        {say('openSite')}
      </a>
    </div>
  );
}
