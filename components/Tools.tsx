import type { Headlines } from '../lib/page/headlines.ts';
import type { FirstActs } from '../lib/page/page-props.ts';
import { say } from '../lib/words/say.ts';

/** A button that is only its sign; the name is for screen readers and hover. */
export function Tool(props: {
  sign: string;
  name: string;
  action: string;
  isIdle?: boolean;
  press?: () => void;
}) {
  const { sign, name, action, isIdle = false, press } = props;
  return (
    <button
      type="button"
      class={`tool sign-${sign}`}
      data-action={action}
      title={name}
      aria-disabled={isIdle || undefined}
      onClick={isIdle ? undefined : press}
    />
  );
}

/** Marks all that counts as unread; its name says how many that are. It stays in place when there are none. */
export function MarkAll({ headlines, acts }: { headlines: Headlines; acts: FirstActs }) {
  const { unread, kind, stories, arrivals } = headlines;
  const press = () => acts.mark({ kind: 'all', arrivals });
  if (kind === 'failed' && stories.length === 0) return null; // how many there are is not known
  const name = unread === 0 ? say('nothingToMark') : say('markAllRead', { count: unread });
  return <Tool sign="all" action="mark-all" name={name} isIdle={unread === 0} press={press} />;
}

/** Asks the site now. While it is being asked a press asks nothing more. */
export function Refresh({ press }: { press: () => void }) {
  return <Tool sign="refresh" action="refresh" name={say('refresh')} press={press} />;
}

/** Opens what stands behind the status line. */
export function DetailsButton({ isOpen, press }: { isOpen: boolean; press: () => void }) {
  return (
    <button type="button" class="disclose" data-action="details" aria-expanded={isOpen} onClick={press}>
      {say('details')}
    </button>
  );
}
