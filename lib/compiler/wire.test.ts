import { testServices } from './testing/test-services.ts';
import { WIRE_BEHAVIOURS } from './testing/wire-behaviours.ts';
import { WIRE_SPECS } from './testing/wire-specs.ts';

testServices(WIRE_SPECS, WIRE_BEHAVIOURS);
