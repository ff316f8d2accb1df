// The ledgers around the evidence, filled: people, places with patrols, problems in every state, attendance; for pictures of the pages.
import { taizhang } from './program.mjs'

const PEOPLE = [
  ['王敏', '党政办', '主任', '33010001'],
  ['李建国', '运输股', '股长', '33010002'],
  ['张丽', '宣传科', '干事', '33010003'],
  ['陈涛', '执法大队', '中队长', null],
  ['刘芳', '党政办', '科员', '33010005'],
]
const PLACES = [
  ['人民路口', '路口', '人民路东段', '执法大队', '陈涛'],
  ['汽车站广场', '广场', '站前路', '运输股', '李建国'],
  ['东街便民超市', '门店', '东街', '宣传科', '张丽'],
  ['东街早点摊', '摊位', '东街', '宣传科', '张丽'],
  ['南门公交站', '站台', '南门路', '运输股', '李建国'],
]
const PROBLEMS = [
  ['站前路非机动车乱停放，占用盲道', 'found', '汽车站广场', '运输股', '李建国', '2026-11-10'],
  ['东街早点摊垃圾没有收集', 'assigned', '东街早点摊', '宣传科', '张丽', '2026-11-28'],
  ['人民路口劝导岗亭标识破损', 'fixed', '人民路口', '执法大队', '陈涛', '2026-11-20'],
  ['候车厅公益广告画面褪色', 'checked', '汽车站广场', '运输股', '李建国', '2026-11-15'],
  ['南门公交站座椅松动', 'closed', '南门公交站', '运输股', '李建国', '2026-10-30'],
]

/** Fills a sample ledger; `asOf` is what today is. */
export function fill(ledger, asOf) {
  const ask = (...asked) => taizhang('--ledger', ledger, '--as-of', asOf, ...asked)
  for (const [name, dept, post, volunteer] of PEOPLE) {
    ask('person', 'add', name, '--dept', dept, '--post', post, ...(volunteer ? ['--volunteer', volunteer] : []))
  }
  for (const [name, kind, segment, dept, person] of PLACES) {
    ask('place', 'add', name, '--kind', kind, '--segment', segment, '--dept', dept, '--person', person)
  }
  ask('place', 'patrol', '人民路口', '汽车站广场', '南门公交站', '--on', '2026-11-23', '--note', '秩序良好')
  ask('place', 'patrol', '人民路口', '--on', '2026-11-21', '--person', '陈涛')
  for (const [what, state, place, dept, person, deadline] of PROBLEMS) {
    ask('problem', 'add', what, '--found', '2026-10-20', '--state', state, '--place', place, '--dept', dept, '--person', person, '--deadline', deadline)
  }
  const { problems } = ask('problem', 'list')
  const pictures = ask('items', '--kind', 'photo', '--limit', '8').items.map((item) => item.id)
  problems.forEach(({ problem }, n) => {
    ask('problem', 'attach', problem.id, pictures[n], '--side', 'before')
    if (['fixed', 'checked', 'closed'].includes(problem.state)) ask('problem', 'attach', problem.id, pictures[n + 1], '--side', 'after')
  })
  ask('attendance', 'add', '王敏', '张丽', '刘芳', '--on', '2026-03-05', '--hours', '2', '--occasion', '学雷锋志愿服务')
  ask('attendance', 'add', '李建国', '王敏', '--on', '2026-06-18', '--hours', '1.5', '--occasion', '文明交通劝导')
}
