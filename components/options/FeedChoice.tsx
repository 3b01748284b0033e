import { useState } from 'preact/hooks';
import type { OptionsProps } from '../../lib/page/start-options.ts';
import { addressOf } from '../../lib/site.ts';
import { say } from '../../lib/words/say.ts';
import { Setting } from './Setting.tsx';

type Way = 'found' | 'category' | 'path';

/** Where the stories come from: found, a category that was met, or an address on the site. */
export function FeedChoice(props: OptionsProps) {
  const { options, acts } = props;
  const { settings, categories, poll } = options;
  const { feed } = settings;
  const ofCategory = categories.some(({ address }) => address === feed);
  const holds: Way = feed === 'found' ? 'found' : ofCategory ? 'category' : 'path';
  /** A way that is looked at; until another feed was chosen, and by then kept. */
  const [turned, setTurned] = useState<{ way: Way; from: string }>();
  const turnTo = (way: Way) => setTurned({ way, from: feed });
  const way = turned?.from === feed ? turned.way : holds;
  const radio = (value: Way, words: string, turn: () => void) => (
    <label class="choice">
      <input type="radio" name="feed" value={value} checked={way === value} onChange={turn} />
      {words}
    </label>
  );
  const found = feed === 'found' && poll?.feed !== undefined;
  return (
    <Setting name="feed" {...props}>
      {radio('found', found ? say('feedFoundAt', { address: poll.feed ?? '' }) : say('feedFound'), () => {
        setTurned(undefined);
        acts.choose({ feed: 'found' });
      })}
      {radio('category', say('feedCategory'), () => turnTo('category'))}
      {way === 'category' && (
        <CategoryField
          categories={categories}
          chosen={ofCategory ? feed : undefined}
          use={(address) => acts.choose({ feed: address })}
        />
      )}
      {radio('path', say('feedPath'), () => turnTo('path'))}
      {way === 'path' && (
        <PathField written={holds === 'path' ? feed : ''} use={(address) => acts.choose({ feed: address })} />
      )}
    </Setting>
  );
}

/** A category is taken with a press: keys pass through the others on the way to it, and each would be asked. */
function CategoryField({
  categories,
  chosen,
  use,
}: {
  categories: OptionsProps['options']['categories'];
  chosen: string | undefined;
  use: (address: string) => void;
}) {
  const [picked, pick] = useState(chosen);
  const address = picked ?? categories[0]?.address;
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (address !== undefined) use(address);
      }}
    >
      <label for="feed-category">{say('feedCategoryName')}</label>
      <select
        id="feed-category"
        value={address}
        onChange={({ currentTarget: { value } }) => value !== '' && pick(value)}
      >
        {categories.length === 0 && <option value="">{say('feedCategoryNone')}</option>}
        {categories.map((category) => (
          <option key={category.address} value={category.address}>
            {category.name}
          </option>
        ))}
      </select>
      <button type="submit" class="button" data-action="use-feed">
        {say('feedPathUse')}
      </button>
    </form>
  );
}

/** An address is taken when it is one on the site; else it says what is wrong with it, and what helps. */
function PathField({ written, use }: { written: string; use: (address: string) => void }) {
  const [text, write] = useState(written);
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        const address = addressOf(text);
        setWrong(address === undefined);
        if (address === undefined) return;
        write(address);
        use(address);
      }}
    >
      <label for="feed-path">{say('feedPathName')}</label>
      <input
        id="feed-path"
        type="text"
        inputMode="url"
        spellcheck={false}
        autocomplete="off"
        dir="ltr"
        value={text}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'feed-path-wrong' : undefined}
        onInput={({ currentTarget: { value } }) => write(value)}
      />
      <button type="submit" class="button" data-action="use-feed">
        {say('feedPathUse')}
      </button>
      {isWrong && (
        <p class="wrong" id="feed-path-wrong" role="alert">
          {say('feedPathWrong')}
        </p>
      )}
    </form>
  );
}
