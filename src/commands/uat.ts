// ./serasan uat bpjs [ADDRESS]: runs the acceptance checklist of WS Antrean against a running deployment and prints the evidence sheet.
import { readConfig } from '#platform/config';
import { demoLogin } from '../agencies/rsud/saroale/bpjs/index.ts';
import { runUat } from '../agencies/rsud/saroale/bpjs/uat.ts';

const [what, address = 'http://127.0.0.1:8080'] = process.argv.slice(2);
if (what !== 'bpjs' || !URL.canParse(address)) {
  process.stderr.write('Pakai: ./serasan uat bpjs [ALAMAT]\n');
  process.exit(1);
}
const config = readConfig(process.env);
const { sheet, failed } = await runUat({
  base: address, username: config.BPJS_USERNAME ?? demoLogin.username, password: config.BPJS_PASSWORD ?? demoLogin.password, paths: config.BPJS_PATHS,
});
process.stdout.write(`${sheet}\n`);
process.exitCode = failed > 0 ? 1 : 0;
