import { HealthPage } from '../../components/HealthPage.tsx';
import { startHealth } from '../../lib/page/start-health.ts';

startHealth(HealthPage);
