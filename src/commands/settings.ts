// ./serasan settings: everything a deployment can set.
import { describeSettings } from '#platform/config';

process.stdout.write(`${describeSettings()}\n`);
