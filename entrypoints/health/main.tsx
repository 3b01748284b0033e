import { HealthPage } from '../../components/HealthPage.tsx';
import { firstLook } from '../../lib/page/first-look.ts';
import { startHealth } from '../../lib/page/start-health.ts';

firstLook();
startHealth(HealthPage);
