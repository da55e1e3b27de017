import { ANSWER_BEHAVIOURS } from './testing/answer-behaviours.ts';
import { ANSWER_SPECS } from './testing/answer-specs.ts';
import { testServices } from './testing/test-services.ts';

testServices(ANSWER_SPECS, ANSWER_BEHAVIOURS);
