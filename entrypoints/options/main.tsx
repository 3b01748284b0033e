import { OptionsPage } from '../../components/OptionsPage.tsx';
import { firstLook } from '../../lib/page/first-look.ts';
import { startOptions } from '../../lib/page/start-options.ts';

firstLook();
startOptions(OptionsPage);
