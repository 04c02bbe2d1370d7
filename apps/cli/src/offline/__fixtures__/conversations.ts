/** Something said to the offline model, the tool it must lead to (none when absent), and what the answer must say. */
export interface Phrasing {
  readonly says: string
  readonly calls?: readonly [tool: string, input: object] | undefined
  readonly answer: string | RegExp
}

const calc = (says: string, expression: string, result: string): Phrasing => ({
  says,
  calls: ['calculate', { expression }],
  answer: `${expression} = ${result}`,
})
const adds = (says: string, ...items: string[]): Phrasing => ({
  says,
  calls: ['todo_add', { items }],
  answer: /^Added .+ to your list\.$/,
})
const shows = (says: string, answer: string | RegExp): Phrasing => ({ says, calls: ['todo_list', {}], answer })
const removes = (says: string, ...items: string[]): Phrasing => ({
  says,
  calls: ['todo_remove', { items }],
  answer: /^Removed .+ from your list\.$/,
})
const completes = (says: string, ...items: string[]): Phrasing => ({
  says,
  calls: ['todo_complete', { items }],
  answer: /^Marked .+ as done\.$/,
})
const reads = (says: string, input: object, answer: string | RegExp): Phrasing => ({
  says,
  calls: ['read_file', input],
  answer,
})
const time = (says: string, timeZone: string, answer: RegExp): Phrasing => ({
  says,
  calls: ['date_time', { timeZone }],
  answer,
})
const day = (says: string, date: string, answer: RegExp): Phrasing => ({ says, calls: ['date_time', { date }], answer })
const plain = (says: string, answer: RegExp): Phrasing => ({ says, answer })

/**
 * Conversations with the offline model. The clock stands at noon UTC of Saturday, 21 November 2026; the folder holds `README.md` (three
 * lines), `docs/long.txt` (500 lines) and `docs/notes.md`. Every write is approved.
 */
export const conversations: Readonly<Record<string, readonly Phrasing[]>> = {
  arithmetic: [
    calc('what is 17 * 23', '17 * 23', '391'),
    calc('What is 17*23?', '17*23', '391'),
    calc('wat is 17 * 23', '17 * 23', '391'),
    calc("what's 17 times 23?", '17 * 23', '391'),
    calc('17 x 23 =', '17 * 23', '391'),
    calc('calcualte 2^10', '2^10', '1024'),
    calc('could you please compute (2 + 3) * 4', '(2 + 3) * 4', '20'),
    calc('how much is 12% of 80?', '12% * 80', '9.6'),
    calc('20 percent of 1,500', '20% * 1500', '300'),
    calc('square root of 144', 'sqrt(144)', '12'),
    calc('seven times six', '7 * 6', '42'),
    calc('what is 10 divided by 4', '10 / 4', '2.5'),
    calc('0.1 + 0.2', '0.1 + 0.2', '0.3'),
    calc('waht is 5!', '5!', '120'),
    { says: 'what is 1/0', calls: ['calculate', { expression: '1/0' }], answer: /divided by zero/ },
  ],
  'going on with a result': [
    calc('what is 17 * 23', '17 * 23', '391'),
    calc('plus 9', '391 + 9', '400'),
    calc('and divided by 4', '400 / 4', '100'),
    calc("what's that squared?", '100 ^2', '10000'),
    calc('double it', '10000 * 2', '20000'),
    calc('half of that', '20000 / 2', '10000'),
    calc('3 - 10', '3 - 10', '-7'),
    calc('times 2', '(-7) * 2', '-14'),
  ],
  time: [
    { says: 'what time is it?', calls: ['date_time', {}], answer: /^It is \d\d:\d\d on 2026-11-2\d/ },
    time('What time is it in Tokyo?', 'Asia/Tokyo', /^It is 21:00 on 2026-11-21 \(Asia\/Tokyo\)\.$/),
    time('and in New York?', 'America/New_York', /^It is 07:00/),
    time('what about germany', 'Europe/Berlin', /^It is 13:00/),
    time("what's the tiem in london", 'Europe/London', /^It is 12:00/),
    plain('what time is it in Atlantis', /did not understand/),
  ],
  days: [
    { says: 'what day is it today', calls: ['date_time', {}], answer: /^Today is Saturday, 2026-11-21\.$/ },
    { says: "what's the date?", calls: ['date_time', {}], answer: /2026-11-21/ },
    day('how many days until Christmas?', '2026-12-25', /is in 34 days\.$/),
    day('how long untill 24 december', '2026-12-24', /in 33 days/),
    day('what day is tomorrow', '2026-11-22', /2026-11-22 is a Sunday, in 1 day\./),
    day('what weekday was 20 July 1969', '1969-07-20', /is a Sunday, \d+ days ago/),
    day('and in 3 weeks?', '2026-12-12', /in 21 days/),
    day('what date is it in 10 days', '2026-12-01', /is a Tuesday/),
  ],
  'the to-do list': [
    shows("what's on my list?", 'Your list is empty.'),
    adds('add milk to my list', 'milk'),
    shows("what's on it?", /^On your list:\n\n1\. milk$/),
    removes('and remove it again', 'milk'),
    shows('whats on my lst', 'Your list is empty.'),
    adds('Please put eggs, bread and oat milk on my shopping list', 'eggs', 'bread', 'oat milk'),
    adds('remind me to call Ana and Ben', 'call Ana and Ben'),
    adds('ad butter to teh list', 'butter'),
    shows('show me my todo list', /1\. eggs\n2\. bread\n3\. oat milk\n4\. call Ana and Ben\n5\. butter$/),
    completes('bread is done', 'bread'),
    completes('I bought the eggs', 'eggs'),
    completes('check off oat milk', 'oat milk'),
    shows('what do I have to do?', /1\. eggs \(done\)/),
    removes('delete butter from my list please', 'butter'),
    removes('take eggs off the list', 'eggs'),
    { says: 'remove cheese', calls: ['todo_remove', { items: ['cheese'] }], answer: /There is no "cheese"/ },
    plain('remove number 9', /There were only 5/),
  ],
  'following up on the list': [
    plain('undo that', /did not understand/),
    plain('remove it', /Name it/),
    plain('remove the first one', /Ask me what is on it first/),
    adds('add "Buy Stamps" to my to-do list', 'Buy Stamps'),
    adds('also add envelopes', 'envelopes'),
    removes('undo that', 'envelopes'),
    adds('put it back', 'envelopes'),
    completes('mark it as done', 'envelopes'),
    plain('undo', /cannot open an item again/),
  ],
  files: [
    reads('read README.md', { path: 'README.md', toLine: 60 }, /^README\.md:\n\n# Title\n\nHello World$/),
    reads('reed readme.md', { path: 'README.md', toLine: 60 }, /Hello World/),
    reads('show me the file docs/notes.md', { path: 'docs/notes.md', toLine: 60 }, /remember the milk/),
    reads("what's in docs/notes.md?", { path: 'docs/notes.md', toLine: 60 }, /remember the milk/),
    reads('read lines 3 to 4 of docs/long.txt', { path: 'docs/long.txt', fromLine: 3, toLine: 4 }, /line 3\nline 4/),
    reads('go on', { path: 'docs/long.txt', fromLine: 5, toLine: 64 }, /lines 5 to 64 of 500/),
    reads('more', { path: 'docs/long.txt', fromLine: 65, toLine: 124 }, /line 124\n\nSay "go on"/),
    reads('read lines 495 to 500 of docs/long.txt', { path: 'docs/long.txt', fromLine: 495, toLine: 500 }, /line 500$/),
    plain('continue', /That was all of docs\/long\.txt/),
    reads('open nowhere.txt', { path: 'nowhere.txt', toLine: 60 }, /There is no "nowhere\.txt"/),
    reads('cat ../secret', { path: '../secret', toLine: 60 }, /There is no "\.\.\/secret"/),
    { says: 'list the files', calls: ['list_files', {}], answer: /- README\.md\n- docs\// },
    { says: 'what files are there?', calls: ['list_files', {}], answer: /README/ },
    { says: 'ls docs', calls: ['list_files', { folder: 'docs' }], answer: /notes\.md/ },
    { says: 'list files in docs', calls: ['list_files', { folder: 'docs' }], answer: /notes\.md/ },
    {
      says: 'search for "Hello World"',
      calls: ['search_files', { text: 'Hello World' }],
      answer: /- README\.md:3: Hello World/,
    },
    { says: 'where is milk mentioned?', calls: ['search_files', { text: 'milk' }], answer: /docs\/notes\.md:1/ },
    reads('open it', { path: 'docs/notes.md', toLine: 60 }, /remember the milk/),
    { says: 'find unobtainium', calls: ['search_files', { text: 'unobtainium' }], answer: /found no/ },
  ],
  talk: [
    plain('hello', /offline model, a set of rules/),
    plain('what can you do?', /what is 17 \* 23/),
    plain('who are you?', /not a language model.*LITELLM_BASE_URL/s),
    plain('are you an AI?', /not a language model/),
    plain('how do I connect a model?', /LITELLM_BASE_URL/),
    plain('thanks!', /welcome/),
    plain('write a poem about autumn', /did not understand.*not a language model.*LITELLM_BASE_URL/s),
    plain('¿qué hora es?', /did not understand/),
  ],
}
