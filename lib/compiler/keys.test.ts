import { KEY_BEHAVIOURS } from './testing/key-behaviours.ts';
import { KEY_SPECS } from './testing/key-specs.ts';
import { testServices } from './testing/test-services.ts';

testServices(KEY_SPECS, KEY_BEHAVIOURS);
