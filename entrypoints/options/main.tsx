import { OptionsPage } from '../../components/OptionsPage.tsx';
import { startOptions } from '../../lib/page/start-options.ts';

startOptions(OptionsPage);
