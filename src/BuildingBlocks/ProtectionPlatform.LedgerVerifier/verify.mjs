#!/usr/bin/env node
// A second verifier of evidence bundles, written from docs/audit.md and sharing nothing with the first:
// Node 20 or later, its standard library only. Same arguments, same exit codes, same codes of findings.
//
//   node verify.mjs verify <bundle.zip|folder> [--older <checkpoint>] [--key <public key.pem>] [--lang vi|en]

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Check } from './check.mjs';
import { Malformed, parseKey, unpack } from './formats.mjs';

const TEXTS = {
  unreadable: ['cannot be read as a zip', 'không đọc được như một tệp zip'],
  'too-large': ['is larger than allowed', 'lớn hơn mức cho phép'],
  'file-name': ['holds an unsafe or repeated file name', 'có tên tệp không an toàn hoặc bị lặp'],
  manifest: ['is missing or malformed', 'bị thiếu hoặc sai dạng'],
  'manifest-digest': ['does not match manifest.sha256', 'không khớp manifest.sha256'],
  'file-missing': ['is missing', 'bị thiếu'],
  'file-unlisted': ['is not in the manifest', 'không có trong bản kê'],
  'file-differs': ['does not match the manifest', 'không khớp bản kê'],
  'file-unexpected': ['has no place in the bundle', 'không có chỗ trong gói'],
  case: ['is a case none of the entries belongs to', 'là hồ sơ mà không mục nào thuộc về'],
  counts: ['is counted wrongly in the manifest', 'bị đếm sai trong bản kê'],
  key: ['is not a P-256 public key', 'không phải khóa công khai P-256'],
  checkpoint: ['is not a signed checkpoint', 'không phải điểm chốt có chữ ký'],
  signature: ['has no right signature of a known key', 'không có chữ ký đúng của khóa đã biết'],
  order: ['is out of order', 'sai thứ tự'],
  duplicate: ['repeats an event', 'lặp lại một sự kiện'],
  version: ['does not follow the version before it in its stream', 'không nối tiếp phiên bản trước trong luồng'],
  'entry-missing': ['entry is missing', 'thiếu nội dung mục'],
  'entry-form': ['entry is not canonical', 'nội dung mục không ở dạng chuẩn'],
  'entry-manifest': ['entry is another one than the manifest says', 'nội dung mục khác với bản kê'],
  'proof-missing': ['proof is missing', 'thiếu bằng chứng'],
  'proof-form': ['proof is malformed', 'bằng chứng sai dạng'],
  proof: ['is not proved to be in the log', 'không được chứng minh là có trong sổ'],
  'payload-missing': ['payload is missing', 'thiếu dữ liệu'],
  'payload-withheld': ['payload is there though withheld', 'có dữ liệu dù ghi là giữ lại'],
  'payload-form': ['payload is not canonical', 'dữ liệu không ở dạng chuẩn'],
  payload: ['payload differs from its digest', 'dữ liệu khác với mã băm của nó'],
  disclosed: ['discloses another value than was recorded', 'giá trị được mở không phải điều đã ghi'],
  consistency: ['does not prove that the log only grew', 'không chứng minh được sổ chỉ tăng thêm'],
  'consistency-signature': ['holds a checkpoint that no known key signed', 'chứa điểm chốt không do khóa đã biết ký'],
  'older-form': ['is not a signed checkpoint', 'không phải điểm chốt có chữ ký'],
  'older-origin': ['belongs to another log', 'thuộc về sổ khác'],
  'older-signature': ['has no right signature of a known key', 'không có chữ ký đúng của khóa đã biết'],
  'older-cut': ['is larger: history was cut', 'lớn hơn: lịch sử đã bị cắt'],
  'older-fork': ['is not a beginning of this log: history was changed', 'không phải phần đầu của sổ này: lịch sử đã bị sửa'],
  'older-missing': ['has no consistency proof in the bundle', 'không có bằng chứng nhất quán trong gói'],
  attachments: ['is malformed', 'sai dạng'],
  attachment: ['does not match its digest or its event', 'không khớp mã băm hoặc sự kiện của nó'],
};

const speaker = (locale = '') => (english, vietnamese) => {
  if (!locale.startsWith('en')) console.log(vietnamese);
  if (!locale.startsWith('vi')) console.log(english);
};

const lineOf = ({ code, about, entry }, language) => {
  const about_ = about ? ` (${about})` : '';
  const what = entry ? `${['entry', 'mục'][language]} ${entry}${about_}` : about || ['bundle', 'gói'][language];
  return `${what}: ${TEXTS[code][language]} [${code}]`;
};

function check(path, olderPath, keyPath) {
  const older = olderPath && readFileSync(olderPath, 'utf8');
  const key = keyPath && parseKey(readFileSync(keyPath, 'utf8'), false);
  try {
    return new Check(unpack(readFileSync(path))).run(older, key);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { findings: [{ code: error.code, about: error.about }] };
  }
}

function summarise({ manifest, head, signers, manifestPrint }, olderGiven, keyGiven, say) {
  const { events, withheld, streams, attachments } = manifest.counts;
  const counts = `${events}/${withheld}/${streams}/${attachments}`;
  say(`Whole: ${manifest.case.reference}`, `Nguyên vẹn: ${manifest.case.reference}`);
  say(`  events/withheld/streams/attachments: ${counts}`, `  sự kiện/giữ lại/luồng/tài liệu đính kèm: ${counts}`);
  say(`  log: ${head.origin}, size ${head.size}, root ${head.root.toString('base64')}`, `  sổ: ${head.origin}, số lá ${head.size}, gốc ${head.root.toString('base64')}`);
  if (manifest.signedAt) say(`  signed at ${manifest.signedAt}, says the platform`, `  ký lúc ${manifest.signedAt}, theo lời hệ thống`);
  for (const print of signers) say(`  key SHA-256: ${print}`, `  SHA-256 của khóa: ${print}`);
  say(`  manifest SHA-256: ${manifestPrint}`, `  SHA-256 của bản kê: ${manifestPrint}`);
  if (!keyGiven) say('  The key came with the bundle: compare its SHA-256 with a source you trust, or give --key.', '  Khóa nằm trong chính gói: hãy so SHA-256 với nguồn tin cậy, hoặc dùng --key.');
  if (!olderGiven) say('  No older checkpoint was given.', '  Không có điểm chốt cũ để đối chiếu.');
}

function main(args) {
  const options = {};
  let path;
  for (let i = args[0] === 'verify' ? 1 : 0; i < args.length; i++) {
    if (['--older', '--key', '--lang'].includes(args[i]) && i + 1 < args.length) options[args[i].slice(2)] = args[++i];
    else if (path === undefined && !args[i].startsWith('--')) path = args[i];
    else path = null;
  }
  if (!path || !existsSync(path) || ![undefined, 'vi', 'en'].includes(options.lang)) {
    console.log('verify <bundle.zip|folder> [--older <checkpoint>] [--key <public key.pem>] [--lang vi|en]');
    return 2;
  }

  const say = speaker(options.lang ?? process.env.LANG);
  if (statSync(path).isDirectory()) {
    const bundles = readdirSync(path).filter((name) => name.endsWith('.zip')).sort();
    const beside = (file) => (existsSync(file) ? file : undefined);
    const codes = bundles.map((name) => {
      const stem = join(path, basename(name, '.zip'));
      const { findings } = check(join(path, name), beside(`${stem}.checkpoint`), beside(`${stem}.pem`));
      for (const finding of findings) say(`${name}: ${lineOf(finding, 0)}`, `${name}: ${lineOf(finding, 1)}`);
      if (findings.length === 0) say(`${name}: whole`, `${name}: nguyên vẹn`);
      return findings.length === 0 ? 0 : 1;
    });
    return codes.length === 0 ? 2 : Math.max(...codes);
  }

  const checked = check(path, options.older, options.key);
  for (const finding of checked.findings) say(lineOf(finding, 0), lineOf(finding, 1));
  if (checked.findings.length === 0) summarise(checked, options.older !== undefined, options.key !== undefined, say);
  return checked.findings.length === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.log(error.code === 'key' ? 'not a P-256 public key' : error.message);
  process.exitCode = 2;
}
